"""What comes from other systems: their protocols, their codes, one record after the other.

The room reads a source and turns each record into a dataset's fields; writing
them is left to intake, and what becomes public to openness.
"""
