"""A change of who may see a dataset, carried to every surface and proved there.

The room keeps what is to be done, step by step, goes on where a killed process stopped,
and visits every surface as a passer-by in the end. What a step does belongs to the room
whose matter it is; who may change what is decided by `openness`.
"""
