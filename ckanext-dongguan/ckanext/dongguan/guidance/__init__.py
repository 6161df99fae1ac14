"""What leads a person around: town map, start page for developers, accessibility, site map."""
