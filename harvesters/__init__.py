"""Sources of records followed exactly: adapter, difference, portions. Without CKAN.

A library of its own: an adapter reads a source as a stream of records, the engine
compares each with what a ledger knows and hands the changed ones on in portions. Tables,
queues and pages are the room `harvest`'s; what becomes public is said by `openness`.
"""
