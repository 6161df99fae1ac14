"""Where words are looked for and how much each place counts, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from . import figures, question, solr_query, words
from .lexicon import Lexicon
from .reach import Reach

FIELDS = " ".join((
    "title^10", "name^4", "resource_codes^10", "title_en^6", "keywords^4", "tags^4",
    "item_names^3", "labels^2", "res_name^2", "text",
))  # fmt: skip


# CKAN's callers sort by the title as it is stored; the order they mean is the
# dictionary's.
_AS_ASKED = "title_string"
_AS_SORTED = "title_collated"


# New data and much used ones a little higher: a tenth at most, less with each year.
_BOOST = (
    "sum(1,product(0.1,recip(if(exists(data_updated_on),ms(NOW/DAY,data_updated_on),"
    "ms(NOW/DAY,metadata_modified)),3.2e-11,1,1)),product(0.02,log(sum(1,views_total))))"
)
# Who names a thing wants it before what was counted of it.
_BOOST_OF_THINGS = f"product({_BOOST},if(is_statistic,0.5,1))"
# A caller who sets one of these shapes the query alone.
_SHAPES = ("qf", "mm", "tie", "bf", "boost")
_FIELDED = re.compile(r"(?:^|[\s(+!-])(?:[A-Za-z_][\w.-]*|\*):(?!//)\S")


def is_plain(params: Mapping[str, Any]) -> bool:
    """Tell whether the words are a person's, not a query with fields or another parser."""
    query = str(params.get("q") or "")
    return bool(query.strip(" \"'")) and not (_FIELDED.search(query) or params.get("defType"))


def weigh(
    params: Mapping[str, Any], lexicon: Lexicon, reach: Reach = Reach.MEANT
) -> dict[str, Any]:
    """Shape a person's plain words; a query with fields or a parser of its own stays."""
    order = str(params.get("sort") or "").replace(_AS_ASKED, _AS_SORTED)
    weighed = {**params, "sort": order} if order else dict(params)
    if not is_plain(params):
        return weighed
    query = str(params["q"])
    written = _written(query, lexicon, reach)
    if written is None or any(params.get(name) for name in _SHAPES):
        return {**weighed, "q": words.spread(query), "qf": params.get("qf") or FIELDS}
    return {**weighed, **written, "defType": "edismax"}


@lru_cache(maxsize=1024)
def _written(query: str, lexicon: Lexicon, reach: Reach) -> dict[str, str] | None:
    asked = question.understand(query, lexicon)
    if not asked.units:
        return None
    q, least = solr_query.render(asked, reach)
    is_for_things = figures.is_for_things(asked, lexicon)
    return {"q": q, "mm": least, "boost": _BOOST_OF_THINGS if is_for_things else _BOOST}


def order_as_asked(order: str | None) -> str | None:
    """Name the order of a result as the caller named it."""
    return order and order.replace(_AS_SORTED, _AS_ASKED)
