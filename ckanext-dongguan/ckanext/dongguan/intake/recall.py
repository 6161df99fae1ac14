"""What a schema made of a dataset a moment ago.

A set that is written is shown twice: to those who follow changes, before the commit, and
to the index, behind it. Where a dataset is the same to the last character, its fields
are not validated again.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import msgspec

Dict = dict[str, Any]
# Two portions; each entry is some kilobytes and is dropped when it is asked for.
MOST = 400

_made: OrderedDict[str, bytes] = OrderedDict()


def once(raw: Dict, make: Callable[[], Dict]) -> Dict:
    """Give what `make` gives of a dataset as stored, from the last time if there was one."""
    # Before `make`, which changes it.
    key = json.dumps(raw)
    known = _made.pop(key, None)
    if known is not None:
        return dict(msgspec.json.decode(known))
    made = make()
    _made[key] = msgspec.json.encode(made)
    while len(_made) > MOST:
        _made.popitem(last=False)
    return made
