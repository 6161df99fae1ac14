"""A lock goes with its process, and a moment late is not too late."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan import lock

NAME = "tests of the lock"
_TAKE = sa.text("SELECT pg_advisory_lock(hashtextextended(:name, 3))")


@pytest.fixture
def other(portal: None) -> Iterator[sa.engine.Connection]:
    """Stand for another process that holds the lock."""
    with model.meta.engine.connect() as connection:
        connection.execute(_TAKE, {"name": NAME})
        try:
            yield connection
        finally:
            connection.invalidate()


def test_a_lock_that_is_held_is_refused(other: sa.engine.Connection) -> None:
    with lock.held(NAME) as is_ours:
        assert not is_ours


def test_a_lock_of_a_process_that_is_just_dying_is_waited_for(
    other: sa.engine.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", "120s")
    threading.Timer(0.3, other.invalidate).start()

    with lock.held(NAME) as is_ours:
        assert is_ours


def test_who_waits_gets_it_when_the_other_lets_go(other: sa.engine.Connection) -> None:
    threading.Timer(2.5, other.invalidate).start()

    with lock.held(NAME, waits=True) as is_ours:
        assert is_ours


def test_a_lock_is_free_again_after_its_block(portal: None) -> None:
    for _ in range(2):
        with lock.held(NAME) as is_ours:
            assert is_ours
