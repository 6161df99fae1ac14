"""What was decided about protected data, by which account, and what was changed.

The room writes one row for each decision and each change into a table that the
application can add to and read, and nothing else, and shows it to the auditor. It
does not decide anything and keeps no data of datasets.
"""
