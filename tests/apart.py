"""Processes of their own: their connections, and what they leave when they are killed."""

from __future__ import annotations

from ckan import model
from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine

from ckanext.dongguan import lock


def own_connections() -> None:
    """Let a process that was just forked open its own; those of its parent stay whole."""
    for engine in (model.meta.engine, get_write_engine(), get_read_engine()):
        engine.dispose(close=False)


def await_lock(name: str) -> None:
    """Wait until PostgreSQL has noticed that the holder of a lock is dead."""
    with lock.held(name, waits=True):
        pass
