"""Counting in Redis how often something happened: the library `limits`.

It counts by scripts inside Redis, so that two workers never both take the last place.
What names a person or an address is disguised before it becomes a key.
"""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis
from flask import request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter, SlidingWindowCounterRateLimiter

from . import visitor

__all__ = ["StorageError", "address", "disguised", "exact", "item", "rough", "seconds_left"]


@cache
def _storage() -> RedisStorage:
    # One for each process; CKAN's pool opens connections after the fork.
    pool = connect_to_redis().connection_pool
    url = tk.config["ckan.redis.url"]
    return RedisStorage(
        url, connection_pool=pool, key_prefix="dongguan-limits", wrap_exceptions=True
    )


@cache
def rough() -> SlidingWindowCounterRateLimiter:
    """Count many requests with two numbers each."""
    return SlidingWindowCounterRateLimiter(_storage())


@cache
def exact() -> MovingWindowRateLimiter:
    """Count few events one by one."""
    return MovingWindowRateLimiter(_storage())


def item(option: str) -> RateLimitItem | None:
    """Read a limit of the settings, as `10 per 15 minutes`; empty is no limit."""
    text = str(tk.config[f"ckanext.dongguan.security.limit.{option}"] or "").strip()
    return parse(text) if text else None


def address() -> str:
    """Return the disguised address of the request's visitor."""
    found = visitor.address(
        request.remote_addr,
        request.headers.get("X-Forwarded-For", ""),
        tk.config["ckanext.dongguan.security.proxies"],
    )
    return disguised(found)


def disguised(value: str) -> str:
    """Disguise a value with the site's secret."""
    return visitor.disguised(value, str(tk.config["SECRET_KEY"]))


def seconds_left(limiter: Any, limit: RateLimitItem, *names: str) -> int:
    """Tell after how many seconds there is room again, at least one."""
    stats = limiter.get_window_stats(limit, *names)
    return max(1, int(stats.reset_time - time.time()) + 1)
