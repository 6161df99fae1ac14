"""What is open to whom, and on whose decision.

The room resolves a dataset's open class and opening record to one audience and
answers who may see the entry and who may have the data. It does not change
classes, keep grants or log decisions.
"""
