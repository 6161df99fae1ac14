"""What a person takes along from a list: a few datasets side by side, or the list as a file.

Both hold what the search gives this person, no more.
"""
