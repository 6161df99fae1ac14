"""The one way in: form, API, Excel and harvest write datasets through this room.

It validates once, writes, and indexes after the commit from an outbox that
survives a crash. Pending revisions and batches will live here; what a field may
hold is said by the room `directory`, what becomes public by `openness`.
"""
