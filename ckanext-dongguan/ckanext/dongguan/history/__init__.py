"""What became of the fields of each dataset: which, when, by whom, from what to what.

The lines are written in the transaction of the change, whichever door it came through, and
nobody can change or delete them afterwards.
"""
