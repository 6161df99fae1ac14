"""Turns at hosts that all processes of the portal keep together, in Redis."""

from __future__ import annotations

import logging
import time
from functools import cache
from typing import Any

from ckan.common import config
from ckan.lib.redis import connect_to_redis
from redis.exceptions import RedisError

from ckanext.dongguan.harvesters.pace import Turns

log = logging.getLogger(__name__)

# By the clock of Redis, in microseconds: read, moved on and written in one step.
_BOOK = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local turn = math.max(now, tonumber(redis.call('GET', KEYS[1]) or 0))
local after = turn + tonumber(ARGV[1])
local milliseconds = math.ceil((after - now) / 1000) + 1000
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', milliseconds)
return turn - now
"""
_alone = Turns(time.monotonic)


def turn(host: str, gap: float) -> float:
    """Book the next turn at a host; give the seconds until it comes.

    Without Redis the calls of this process are kept apart, at least.
    """
    key = f"{config['ckan.site_id']}:harvest:turn:{host}"
    try:
        microseconds = int(_book()(keys=[key], args=[round(gap * 1_000_000)]))
    except RedisError:
        log.warning("Redis keeps no turns; the calls of this process are kept apart alone")
        return float(_alone(host, gap))
    return microseconds / 1_000_000


@cache
def _book() -> Any:
    return connect_to_redis().register_script(_BOOK)
