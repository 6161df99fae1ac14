"""Numbers from the index, in one request."""

from __future__ import annotations

from collections.abc import Iterable

import ckan.plugins.toolkit as tk
from ckan.lib.search import SolrConnectionError, make_connection
from pysolr import SolrError

from . import counting
from .counting import Answer, Question


def ask(question: Question, labels: Iterable[str]) -> Answer:
    """Count what these labels may count.

    :raises SolrConnectionError: the index does not answer
    """
    wanted = {
        "fq": counting.filters(question, tk.config["ckan.site_id"], labels),
        "rows": 0,
        "json.facet": counting.facets(question),
    }
    try:
        found = make_connection().search("*:*", **wanted)
    except SolrError as error:
        raise SolrConnectionError(
            tk._("The search does not answer. Try again later.")
        ) from error
    return counting.answer(question, found.raw_response.get("facets", {}))
