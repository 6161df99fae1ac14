"""The version of the catalogue: one number in Redis that grows with each change."""

from __future__ import annotations

import logging
import secrets
from functools import cache
from typing import Any, cast

import ckan.plugins.toolkit as tk
import redis
from ckan.lib.redis import connect_to_redis

log = logging.getLogger(__name__)


def current() -> int | None:
    """Read the version; None while Redis does not answer, and then nothing is kept."""
    try:
        store, key = _store(), _key()
        found = cast("bytes | None", store.get(key))
        if found is None:
            # A number that no earlier store can have used: what browsers kept is over.
            store.set(key, secrets.randbits(60), nx=True)
            found = cast("bytes | None", store.get(key))
        return None if found is None else int(found)
    except redis.exceptions.RedisError:
        log.warning("Pages are made anew for everyone: Redis does not answer")
        return None


def grow() -> None:
    """End every page that was made before; call it when a change is committed."""
    try:
        store, key = _store(), _key()
        if store.exists(key):
            store.incr(key)
    except redis.exceptions.RedisError:
        # Nobody can be given an old page meanwhile: that takes the version too. The store
        # may come back with the number it had, so it is forgotten when it can be.
        log.exception("The version of the catalogue could not grow: Redis does not answer")
        _owed.append(True)


_owed: list[Any] = []


def settle() -> None:
    """Grow as soon as Redis answers again, if a change was missed."""
    if _owed:
        _owed.clear()
        grow()


@cache
def _store() -> redis.Redis:
    store: redis.Redis = connect_to_redis()
    return store


def _key() -> str:
    return f"dongguan:{tk.config['ckan.site_id']}:catalogue-version"
