"""The pages of what waits for a person at `/dongguan/harvest-decisions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import Page
from flask import Blueprint, Response

from . import opening, runs, sources, tables, waiting

dongguan_harvest_decisions = Blueprint(
    "dongguan_harvest_decisions", __name__, url_prefix="/dongguan/harvest-decisions"
)

PAGE = 50


@dongguan_harvest_decisions.before_request
def _only_for_those_who_decide() -> None:
    try:
        tk.check_access("dongguan_harvest_waiting_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_harvest_decisions.get("", strict_slashes=False)
def index() -> str:
    """List what waits: records without a decision, sources that shrank, double claims."""
    number = max(tk.h.get_page_number(tk.request.args), 1)
    asked = {"limit": PAGE, "offset": (number - 1) * PAGE}
    found = tk.get_action("dongguan_harvest_waiting_list")({}, asked)
    page = Page(
        found["results"], page=number, item_count=found["count"], items_per_page=PAGE,
        presliced_list=True, url=tk.h.pager_url,
    )  # fmt: skip
    is_operator = tk.h.check_access("dongguan_harvest_source_list")
    return _page(
        "decisions",
        waiting=found,
        page=page,
        shrunk=runs.shrunk() if is_operator else [],
        conflicts=tk.get_action("dongguan_harvest_conflict_list")({}, {})
        if is_operator
        else [],
        is_operator=is_operator,
    )


@dongguan_harvest_decisions.get("/waiting.csv")
def waiting_csv() -> Response:
    """Give all that waits as a table."""
    ask = tk.get_action("dongguan_harvest_waiting_list")
    found = tables.whole(lambda **page: ask({}, page)["results"])
    return tables.waiting(found, "harvest-decisions")


@dongguan_harvest_decisions.route("/<source>", methods=["GET", "POST"])
def decide(source: str) -> Any:
    """Show one record and take its department's opening record."""
    remote_id = tk.request.args.get("record", "")
    found = _known(source, remote_id)
    if found is None:
        return tk.abort(404, tk._("There is no such record of this source."))
    row, stored = found
    values = tk.request.form.to_dict()
    errors: Mapping[str, Any] = {}
    if tk.request.method == "POST":
        try:
            tk.get_action("dongguan_harvest_opening_give")(
                {}, {**values, "source": source, "remote_id": remote_id}
            )
        except tk.ValidationError as error:
            errors = error.error_dict
        else:
            tk.h.flash_success(tk._("The decision is kept, the dataset is open now."))
            return tk.redirect_to("dongguan_harvest_decisions.index")
    return _page(
        "decide", row=row, source=stored.source, values=values, errors=errors,
        dataset=tk.get_action("package_show")({}, {"id": row["package_id"]}),
        fields=opening.fields(),
    )  # fmt: skip


def _known(source: str, remote_id: str) -> tuple[Mapping[str, Any], sources.Stored] | None:
    """Find a record that may be decided about; any other is not there."""
    row, stored = waiting.item(source, remote_id), sources.find(source, with_credentials=False)
    asked = {"package_id": row["package_id"]} if row else {}
    may_decide = tk.h.check_access("dongguan_harvest_opening_give", asked)
    return (row, stored) if row and stored and may_decide else None


def _page(name: str, **shown: Any) -> str:
    return str(tk.render(f"dongguan/harvest/{name}.html", shown))
