"""The kinds of sources: how each is asked, and how its records are read."""
