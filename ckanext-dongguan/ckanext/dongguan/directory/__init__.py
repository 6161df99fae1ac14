"""What the directory of public data holds: its items, providers, themes and codes.

The room draws and checks the dataset types of `schemas/`, keeps providers and
themes in step with the code lists and loads Excel catalogues. It leaves who sees
what to openness and the writing itself to intake.
"""
