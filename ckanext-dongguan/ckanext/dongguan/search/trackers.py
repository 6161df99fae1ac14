"""What others add to an address that is passed on, without CKAN.

A list takes each parameter that it does not know for a filter: a link shared in WeChat, which
adds `from=singlemessage`, would find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files

Pairs = list[tuple[str, str]]


def without(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Leave out of the parameters of an address what tells only how it was passed on."""
    return [(name, value) for name, value in pairs if not _is_tracker(name)]


def _is_tracker(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _patterns())


@cache
def _patterns() -> tuple[str, ...]:
    text = files(__package__).joinpath("trackers.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
