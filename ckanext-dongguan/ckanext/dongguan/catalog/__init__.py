"""The public directory of resources: what exists, what is open, what is not and why.

The room draws the branches of the directory (by theme, department, town and class) with
their numbers, lists the entries of a branch and gives them out. Who may know of an entry
and who may count it is openness' matter, how entries are found the search's.
"""
