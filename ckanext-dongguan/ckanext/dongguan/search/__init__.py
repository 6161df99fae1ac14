"""How datasets are found.

The room prepares what the index holds of a dataset, shapes a person's words into
a query and refuses what a caller must not ask. When documents are sent to the
index is the intake's matter, who sees what they find is openness'.
"""
