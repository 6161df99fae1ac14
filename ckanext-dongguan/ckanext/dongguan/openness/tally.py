"""Numbers from the index, in one request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SolrConnectionError, make_connection
from pysolr import SolrError

from . import counting
from .counting import Answer, Question


def ask(question: Question, labels: Iterable[str]) -> Answer:
    """Count what these labels may count.

    :raises SolrConnectionError: the index does not answer
    """
    filters = counting.filters(tk.config["ckan.site_id"], counting.COUNTERS, labels)
    return counting.answer(
        question, _facets(counting.facets(question), [*filters, *question.filters])
    )


def facets(text: str, labels: Iterable[str]) -> dict[str, Any]:
    """Give Solr's `facets` of a `json.facet` over the entries that these labels find.

    :raises SolrConnectionError: the index does not answer
    """
    return _facets(text, counting.filters(tk.config["ckan.site_id"], counting.FINDERS, labels))


def _facets(text: str, filters: Sequence[str]) -> dict[str, Any]:
    wanted = {"fq": filters, "rows": 0, "json.facet": text}
    try:
        found = make_connection().search("*:*", **wanted)
    except SolrError as error:
        raise SolrConnectionError(
            tk._("The search does not answer. Try again later.")
        ) from error
    return dict(found.raw_response.get("facets", {}))
