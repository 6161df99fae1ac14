"""Who holds which role, since when, until when, and by whose grant.

Roles are data (`roles.yaml`); what a role may do with a dataset is decided elsewhere, by
rooms that ask this one. The room also lends emergency access to one dataset, for hours,
when a second person agrees. It does not sign anybody in.
"""
