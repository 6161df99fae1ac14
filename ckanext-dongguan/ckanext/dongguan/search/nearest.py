"""What comes closest to a query that finds nothing or hardly anything, without CKAN.

To what finds nothing: first the likeliest correction, then a long word as the two it is made
of, then a part of what was asked, then what else there is at the place or of the year, then
titles that share half of its characters. To what finds one or two records that do not hold its
words themselves: these, then what answers a part. A slip of the fingers is mended before,
unless a record holds it. `nearest` in the answer says the query it answers, whether a part was
enough and how many answer all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from . import correction, question, segment
from .lexicon import Lexicon
from .reach import REACH, Reach, asked_for
from .spelling import normal

# Fewer are hardly anything.
FEW = 3
# A caller who wants to know that there is nothing says so with this one.
EXACT = "ext_dongguan_exact"

Params = Mapping[str, Any]


def closest(
    search: Callable[[Params], dict[str, Any]], params: Params, lexicon: Lexicon, exact: int
) -> dict[str, Any] | None:
    """Search again with less where only `exact` answer; None where that brings no more."""
    if exact and (mended := _mended(search, params, lexicon)):
        return mended
    if exact >= FEW:
        return None
    return _widened(search, params, exact) if exact else _instead(search, params, lexicon)


def _instead(
    search: Callable[[Params], dict[str, Any]], params: Params, lexicon: Lexicon
) -> dict[str, Any] | None:
    for attempt in _attempts(params, lexicon):
        found = search(attempt)
        if found["count"]:
            told = {"query": attempt["q"], "is_relaxed": asked_for(attempt) is not Reach.MEANT}
            return {**found, "nearest": told}
    return None


def _widened(
    search: Callable[[Params], dict[str, Any]], params: Params, exact: int
) -> dict[str, Any] | None:
    if _counts(search, {**params, REACH: Reach.LITERAL}):
        return None
    found = search({**params, REACH: Reach.PART})
    told = {"query": str(params["q"]), "is_relaxed": True, "exact": exact}
    return {**found, "nearest": told} if found["count"] > exact else None


def _mended(
    search: Callable[[Params], dict[str, Any]], params: Params, lexicon: Lexicon
) -> dict[str, Any] | None:
    query = str(params["q"])
    better = correction.mend(query, lexicon)
    if not better or _counts(search, {**params, "q": f'"{query}"'}):
        return None
    found = search({**params, "q": better})
    told = {"query": better, "is_relaxed": False}
    return {**found, "nearest": told} if found["count"] else None


def _counts(search: Callable[[Params], dict[str, Any]], params: Params) -> int:
    return int(search({**params, "rows": 0, "facet": "false"})["count"])


def _attempts(params: Params, lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    better = correction.correct(str(params["q"]), lexicon)
    if better:
        yield {**params, "q": better}
        yield {**params, "q": better, REACH: Reach.PART}
    if apart := segment.apart(normal(str(params["q"])), lexicon):
        yield {**params, "q": apart}
    yield {**params, REACH: Reach.PART}
    if question.understand(str(params["q"]), lexicon).is_placed:
        yield {**params, REACH: Reach.SETTING}
    yield {**params, REACH: Reach.CHARACTERS}
