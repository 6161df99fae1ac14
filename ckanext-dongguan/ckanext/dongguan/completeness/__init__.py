"""Which of the essential datasets of a city are there, for the city and each of its towns.

The room keeps the list of what is essential, looks for it among the public entries, and
says what is there, stale, partly there or missing. Planning what is missing is `plan`'s.
"""
