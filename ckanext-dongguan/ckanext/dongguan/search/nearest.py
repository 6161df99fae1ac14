"""What comes closest to a query that finds nothing, without CKAN.

First the likeliest correction, then any part of what was asked. The answer says which of
the two it is in `nearest`: the query it answers and whether a part was enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from . import correction
from .lexicon import Lexicon

# A parameter of our own beside CKAN's, which carries it to where the query is written.
RELAXED = "ext_dongguan_relaxed"
# A caller who wants to know that there is nothing says so with this one.
EXACT = "ext_dongguan_exact"

Params = Mapping[str, Any]


def nearest(
    search: Callable[[Params], dict[str, Any]], params: Params, lexicon: Lexicon
) -> dict[str, Any] | None:
    """Search again with less; None where nothing is found that way either."""
    for attempt, is_relaxed in _attempts(params, lexicon):
        found = search(attempt)
        if found["count"]:
            told = {"query": attempt["q"], "is_relaxed": is_relaxed}
            return {**found, "nearest": told}
    return None


def _attempts(params: Params, lexicon: Lexicon) -> Iterator[tuple[dict[str, Any], bool]]:
    better = correction.correct(str(params["q"]), lexicon)
    for query in (better, str(params["q"])):
        if query:
            if query == better:
                yield {**params, "q": query}, False
            yield {**params, "q": query, RELAXED: "1"}, True
