"""The orders there are, in Redis, and their files, below CKAN's storage folder.

Both last for days only: what is lost with Redis is ordered once more.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from ckan.common import config
from ckan.lib.redis import connect_to_redis

from .order import Order, packed, unpacked


def _store() -> Any:
    return connect_to_redis()


def _key() -> str:
    return f"dongguan:orders:{config['ckan.site_id']}"


def folder() -> Path:
    """Name the folder of the files, made where there is none."""
    found = Path(config["ckan.storage_path"], "exports")
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path(number: str, form: str) -> Path:
    """Name the file of an order, written or not."""
    return folder() / f"{number}.{form}"


def put(order: Order) -> Order:
    """Keep an order as it is now."""
    _store().hset(_key(), order.id, packed(order))
    return order


def get(number: str) -> Order | None:
    """Read an order, None where there is none."""
    found = _store().hget(_key(), number)
    return unpacked(found) if found else None


def every() -> list[Order]:
    """List all orders, the earliest first."""
    found = (unpacked(one) for one in _store().hvals(_key()))
    return sorted(found, key=lambda one: one.asked_at)


def drop(order: Order) -> None:
    """Forget an order, and its file."""
    path(order.id, order.form).unlink(missing_ok=True)
    _store().hdel(_key(), order.id)


def sweep(now: datetime) -> None:
    """Forget what is over, and files that belong to no order."""
    for order in every():
        if order.is_over(now):
            drop(order)
    known = {path(order.id, order.form) for order in every()}
    for file in folder().iterdir():
        if file not in known and file.suffix != ".part":
            file.unlink(missing_ok=True)
