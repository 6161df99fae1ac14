"""Recurring and long jobs: what is due and when, what runs, what became of each run.

It starts each due job once however many ticks and workers run, and leaves what a
job does to the room that declares it (`interfaces.IJobs`).
"""
