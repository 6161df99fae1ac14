"""What is open to whom, and on whose decision.

The room resolves a dataset's open class, opening record and life cycle to one audience
and answers who may see the entry and who may have the data; it notices and logs each
change of that. It does not carry a change to the other rooms and keeps no grants.
"""
