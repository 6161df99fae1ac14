"""What a schema made of a dataset a moment ago.

A set that is written is shown twice: to those who follow changes, before the commit, and
to the index, behind it. Where a dataset is the same to the last character, its fields
are not validated again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Any

import msgspec

Dict = dict[str, Any]
# Two portions; each entry is some kilobytes and leaves when it is asked for.
MOST = 400

_made: OrderedDict[bytes, bytes] = OrderedDict()


def key_of(raw: Dict) -> bytes:
    """Hash a dataset as stored; ask before a schema sees it, which changes it."""
    return hashlib.blake2b(msgspec.json.encode(raw), digest_size=16).digest()


def keep(key: bytes, made: Dict) -> None:
    """Remember what a schema made of it, for who asks next."""
    _made[key] = msgspec.json.encode(made)
    while len(_made) > MOST:
        _made.popitem(last=False)


def take(key: bytes) -> Dict | None:
    """Give what was remembered, once."""
    known = _made.pop(key, None)
    return None if known is None else dict(msgspec.json.decode(known))
