"""Dataset types, their fields and their code lists, as data."""
