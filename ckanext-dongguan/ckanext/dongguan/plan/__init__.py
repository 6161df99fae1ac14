"""The annual open plan: what is to be opened, by whom, until when, and what came of it.

The room keeps the planned items and says which are done or late. Opening itself is done
on the datasets; who may see them is openness' matter.
"""
