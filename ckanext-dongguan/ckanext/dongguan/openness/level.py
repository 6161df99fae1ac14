"""Which classes of opening a level of data admits: the table of `levels.yaml`, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_TABLE = Path(__file__).with_name("levels.yaml")


@cache
def _load() -> Mapping[str, frozenset[str]]:
    rows = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return {level: frozenset(classes) for level, classes in rows.items()}


def admits(level: str, open_class: str) -> bool:
    """Tell whether data of a level may have a class; an unknown level admits none."""
    return open_class in _load().get(level, frozenset())
