"""Pages for searches that cannot be answered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchQueryError, SolrConnectionError
from flask import Blueprint, Response, g, jsonify, redirect
from sqlalchemy.exc import SQLAlchemyError

from . import asked, demand_list, refusals, silent_index, trackers
from .request import Refusal

log = logging.getLogger(__name__)

dongguan_search = Blueprint("dongguan_search", __name__)

_LISTS = ("search", "read")


@dongguan_search.route("/search/suggest")
def suggest() -> Response:
    """Answer what the search box offers while somebody types."""
    typed = tk.request.args.get("q", "")
    return jsonify(tk.get_action("dongguan_search_suggest")({}, {"q": typed}))


@dongguan_search.route("/search/demand")
def demand() -> str:
    """Show departments what people look for in vain."""
    try:
        rows = tk.get_action("dongguan_search_demand_list")({}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    least = tk.config["ckanext.dongguan.search.demand_min"]
    return str(tk.render("dongguan/search/demand.html", {"rows": rows, "least": least}))


@dongguan_search.after_app_request
def count_question(response: Response) -> Response:
    """Count a question put to the page of datasets, without filters.

    One in vain counts each time: the room `cache` keeps no page that says so. One that
    finds something counts when its page is made anew, so that reloading adds nothing; only
    those of visitors do, who find what everyone may see.
    """
    given = tk.request.args
    if tk.request.endpoint == "dataset.search" and set(given) == {"q"}:
        if asked.was_answered() is False:
            g.dongguan_is_counted = True
            _count(demand_list.count, given["q"])
        elif asked.was_answered() and not tk.current_user.is_authenticated:
            _count(demand_list.count_found, given["q"])
    return response


def _count(counter: Callable[[str, date], None], query: str) -> None:
    try:
        counter(query, datetime.now(UTC).date())
    except SQLAlchemyError:
        log.exception("A search could not be counted")


@dongguan_search.before_app_request
def refuse_an_empty_order() -> None:
    """Answer 400 to `sort=,`, over which CKAN's lists stumble before they search."""
    order = tk.request.args.get("sort")
    is_list = (tk.request.endpoint or "").rpartition(".")[2] in _LISTS
    if order and is_list and not all(part.strip() for part in order.split(",")):
        tk.abort(400, refusals.message(Refusal(reason="sort", place="sort")))


@dongguan_search.before_app_request
def leave_out_what_others_added() -> Any:
    """Lead from an address with marks of who passed it on to the same list without them."""
    given = list(tk.request.args.items(multi=True))
    kept = trackers.without(given)
    if len(kept) < len(given) and asked.is_list():
        return redirect("?" + urlencode(kept, errors="replace"))
    return None


@dongguan_search.app_context_processor
def no_facets() -> dict[str, Any]:
    """Give the pages of departments and themes empty facets when their search was refused."""
    return {"search_facets": {}}


@dongguan_search.app_errorhandler(SearchQueryError)
def refused(error: SearchQueryError) -> tuple[Any, int]:
    """Show why a search was refused."""
    return _page(400, tk._("This search is not possible"), str(error)), 400


@dongguan_search.app_errorhandler(SolrConnectionError)
def unanswered(_error: SolrConnectionError) -> Response:
    """Say that the index does not answer."""
    return silent_index.answer()


@dongguan_search.after_app_request
def not_our_own_fault(response: Response) -> Response:
    """Answer 503 where core's views say 500 because the index is away."""
    if response.status_code == 500 and silent_index.was_met():
        return silent_index.answer()
    return response


@dongguan_search.after_app_request
def in_the_reader_s_words(response: Response) -> Response:
    """Let the API say why a search was refused as the pages say it."""
    return refusals.alone(response)


def _page(code: int, name: str, content: str) -> Any:
    return tk.render(
        "error_document_template.html", {"code": code, "name": name, "content": content}
    )


__all__ = ["dongguan_search"]
