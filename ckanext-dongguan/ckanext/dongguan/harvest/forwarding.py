"""ckanext-harvest's pages about a source lead to ours: there is one page for each source."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

dongguan_harvest_forward = Blueprint("dongguan_harvest_forward", __name__)


@dongguan_harvest_forward.before_request
def _only_for_those_who_look_after_harvests() -> None:
    try:
        tk.check_access("dongguan_harvest_source_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_harvest_forward.route("/harvest")
@dongguan_harvest_forward.route("/harvest/")
def index() -> Any:
    """Lead to the list of sources."""
    return tk.redirect_to("dongguan_harvest.index")


@dongguan_harvest_forward.route("/harvest/new")
def new() -> Any:
    """Lead to the form of a new source."""
    return tk.redirect_to("dongguan_harvest.new")


@dongguan_harvest_forward.route("/harvest/edit/<id>")
def edit(id: str) -> Any:  # noqa: A002 - ckanext-harvest's own word
    """Lead to the form of a source."""
    return tk.redirect_to("dongguan_harvest.edit", name=id)


@dongguan_harvest_forward.route("/harvest/<source>/job/<id>/abort", methods=["GET", "POST"])
def abort(source: str, id: str) -> Any:  # noqa: A002 - ckanext-harvest's own word
    """Stop a job that goes on; a link alone, which anybody may have written, stops nothing."""
    page = tk.redirect_to("harvester.job_show", source=source, id=id)
    if tk.request.method == "GET":
        tk.h.flash_notice(tk._("Nothing was changed. Press the button to cancel the run."))
        return page
    try:
        job = tk.get_action("harvest_job_show")({}, {"id": id})
        if job["status"] == "Finished":
            tk.h.flash_notice(tk._("This run has ended already; there is nothing to cancel."))
            return page
        tk.get_action("harvest_job_abort")({"user": tk.g.user}, {"id": id})
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no such run; it may have been deleted."))
    tk.h.flash_success(tk._("The run is being cancelled."))
    return page


@dongguan_harvest_forward.route("/harvest/<id>")
@dongguan_harvest_forward.route("/harvest/admin/<id>")
@dongguan_harvest_forward.route("/harvest/about/<id>")
@dongguan_harvest_forward.route("/harvest/refresh/<id>", methods=["GET", "POST"])
@dongguan_harvest_forward.route("/harvest/clear/<id>", methods=["GET", "POST"])
@dongguan_harvest_forward.route("/harvest/delete/<id>", methods=["GET", "POST"])
def read(id: str) -> Any:  # noqa: A002 - ckanext-harvest's own word
    """Lead to the page of a source, where it is run, changed and forgotten."""
    return tk.redirect_to("dongguan_harvest.read", name=id)
