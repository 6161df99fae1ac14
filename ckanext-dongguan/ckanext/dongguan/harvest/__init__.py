"""Which sources the portal follows, and what came of each run.

The room keeps sources, runs and the ledger of records, and is the only door through
which the library `harvesters/` reaches the portal: as jobs, as a harvester of
ckanext-harvest, as pages and commands. Writing is left to `intake`, withdrawing and
what becomes public to `openness`.
"""
