"""Who holds which role, since when, until when, and by whose grant.

Roles are data (`roles.yaml`); what a role may do with a dataset is decided elsewhere, by
rooms that ask this one. The room does not sign anybody in.
"""
