"""What a schema made of a dataset a moment ago.

A set that is written is shown twice: to those who follow changes, before the commit, and
to the index, behind it. Where a dataset is the same to the last character, its fields
are not validated again.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any

import msgspec

Dict = dict[str, Any]
# Two portions; each entry is some kilobytes and leaves when it is asked for.
MOST = 400

_made: OrderedDict[str, bytes] = OrderedDict()


def key_of(raw: Dict) -> str:
    """Write a dataset as stored; ask before a schema sees it, which changes it."""
    return json.dumps(raw)


def keep(key: str, made: Dict) -> None:
    """Remember what a schema made of it, for who asks next."""
    _made[key] = msgspec.json.encode(made)
    while len(_made) > MOST:
        _made.popitem(last=False)


def take(key: str) -> Dict | None:
    """Give what was remembered, once."""
    known = _made.pop(key, None)
    return None if known is None else dict(msgspec.json.decode(known))
