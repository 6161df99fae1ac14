"""The pages of harvests at `/ckan-admin/harvest`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan import given

from . import fields, form, jobs, kinds, notices, opening, tables, underway
from .deciding import dongguan_harvest_decisions
from .forwarding import dongguan_harvest_forward

dongguan_harvest = Blueprint("dongguan_harvest", __name__, url_prefix="/ckan-admin/harvest")

__all__ = ["dongguan_harvest", "dongguan_harvest_decisions", "dongguan_harvest_forward"]

# Waiting records that a source's page shows; the others are on a page of their own.
FIRST = 5


@dongguan_harvest.before_request
def _only_for_those_who_look_after_harvests() -> None:
    try:
        tk.check_access("dongguan_harvest_source_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_harvest.route("")
def index() -> str:
    """List the sources: how the last run ended, how old the data are, when the next is due."""
    return _page("index", sources=_act("dongguan_harvest_source_list"), timetable=_timetable())


@dongguan_harvest.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Choose a kind of source, then register one."""
    adapter = tk.request.form.get("adapter") or tk.request.args.get("kind", "")
    if adapter not in kinds.known():
        return _page("choose", kinds=fields.chosen_from())
    return _edit({}, adapter)


@dongguan_harvest.route("/<name>/edit", methods=["GET", "POST"])
def edit(name: str) -> Any:
    """Change a source."""
    stored = _act("dongguan_harvest_source_show", name=name)
    return _edit(stored, stored["adapter"])


@dongguan_harvest.route("/<name>/opening", methods=["GET", "POST"])
def opened(name: str) -> Any:
    """Take the opening record of a department for all records of a source, or take it back."""
    source = _act("dongguan_harvest_source_show", name=name)
    values, errors = source["opening"] or {}, {}
    if tk.request.method == "POST":
        values = tk.request.form.to_dict()
        given = {} if values.get("withdraw") else values
        try:
            tk.get_action("dongguan_harvest_source_save")({}, {"name": name, "opening": given})
        except tk.ValidationError as error:
            errors = error.error_dict
        else:
            tk.h.flash_success(tk._("Kept. The next run reads all records with it."))
            return tk.redirect_to("dongguan_harvest.read", name=name)
    return _page(
        "opening", source=source, values=values, errors=errors,
        fields=opening.fields(), covered=opening.covered(),
    )  # fmt: skip


@dongguan_harvest.route("/<name>/delete", methods=["POST"])
def delete(name: str) -> Any:
    """Forget a source; its datasets stay."""
    if tk.request.form.get("sure") != "true":
        tk.h.flash_error(tk._("Tick the box to forget the source; nothing was changed."))
        return tk.redirect_to("dongguan_harvest.edit", name=name)
    _act("dongguan_harvest_source_delete", name=name)
    tk.h.flash_success(tk._("The source is forgotten; its datasets stay as they are."))
    return tk.redirect_to("dongguan_harvest.index")


@dongguan_harvest.route("/<name>")
def read(name: str) -> str:
    """Show a source: state, buttons, last runs, what waits."""
    source = _act("dongguan_harvest_source_show", name=name)
    newest = underway.newest(name)
    job = underway.active(newest)
    return _page(
        "read", source=source, job=job, timetable=_timetable().get(name, {}),
        runs=_act("dongguan_harvest_run_list", source=name),
        waiting=_act("dongguan_harvest_waiting_list", source=name, limit=FIRST),
        refused="" if job else underway.refused(newest, source["last_run"]),
    )  # fmt: skip


@dongguan_harvest.route("/<name>/preview")
def preview(name: str) -> str:
    """Show the first records of a source; nothing is written."""
    source = _act("dongguan_harvest_source_show", name=name)
    told = _act("dongguan_harvest_source_preview", name=name)
    return _page("preview", source=source, told=told)


@dongguan_harvest.route("/runs/<run_id>")
def run(run_id: str) -> str:
    """Show a run: counts, cost, what could not be taken."""
    shown = _act("dongguan_harvest_run_show", id=run_id)
    faults = _act("dongguan_harvest_fault_list", id=run_id)
    source = _act("dongguan_harvest_source_show", name=shown["source"])
    sent = notices.standing(run_id)
    return _page(
        "run", run=shown, faults=faults, still=_still(shown), source=source, notices=sent
    )


@dongguan_harvest.route("/runs/<run_id>/faults.csv")
def faults_csv(run_id: str) -> Response:
    """Give what could not be taken as a table for the department that can mend it."""
    found = tables.whole(partial(_act, "dongguan_harvest_fault_list", id=run_id))
    still = _still(_act("dongguan_harvest_run_show", id=run_id))
    return tables.faults([*found, *still], f"harvest-{run_id[:8]}")


@dongguan_harvest.route("/<name>/approve", methods=["POST"])
def approve(name: str) -> Any:
    """Let a source go live."""
    done = tk._("The source is approved and follows its schedule.")
    return _do(name, "dongguan_harvest_source_approve", {"name": name}, done)


@dongguan_harvest.route("/<name>/run", methods=["POST"])
def start(name: str) -> Any:
    """Start a run, or a dry one."""
    is_dry = tk.request.form.get("dry") == "true"
    source = _act("dongguan_harvest_source_show", name=name)
    if not is_dry and not (source["approved_at"] and source["is_active"]):
        tk.h.flash_error(
            tk._(
                "Not started: the source is not approved, or switched off. Look at the preview"
                " and approve it, or switch it on under “Edit”."
            )
        )
        return tk.redirect_to("dongguan_harvest.read", name=name)
    job = jobs.dry_name(name) if is_dry else jobs.job_name(name)
    return _do(name, "dongguan_job_run", {"name": job}, tk._("The run will start in a moment."))


@dongguan_harvest.route("/<name>/cancel", methods=["POST"])
def cancel(name: str) -> Any:
    """Cancel the run that waits or works."""
    active = underway.active(underway.newest(name))
    if active is None:
        tk.h.flash_notice(tk._("No run of this source is going on."))
        return tk.redirect_to("dongguan_harvest.read", name=name)
    done = tk._("The run is being cancelled.")
    return _do(name, "dongguan_job_cancel", {"id": active["id"]}, done)


@dongguan_harvest.route("/<name>/confirm", methods=["POST"])
def confirm(name: str) -> Any:
    """Confirm that a source has really shrunk."""
    done = tk._("Confirmed for the next run.")
    return _do(name, "dongguan_harvest_shrink_confirm", {"name": name}, done)


def _still(run: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List what earlier runs refused, where a run met some of it again unread."""
    if not run["counts"].get("still_refused"):
        return []
    return list(_act("dongguan_harvest_fault_list", source=run["source"]))


def _edit(stored: Mapping[str, Any], adapter: str) -> Any:
    values, errors = form.of_source(stored, adapter), {}
    if tk.request.method == "POST":
        fixed = {"adapter": adapter, **({"name": stored["name"]} if stored else {})}
        values = {**tk.request.form.to_dict(), **fixed}
        try:
            saved = tk.get_action("dongguan_harvest_source_save")({}, form.read(values, stored))
        except tk.ValidationError as error:
            errors = error.error_dict
        else:
            return tk.redirect_to("dongguan_harvest.read", name=saved["name"])
    return _page(
        "edit", source=stored, adapter=adapter, kind_title=kinds.title(adapter), errors=errors,
        groups=fields.groups(adapter, values, errors, is_new=not stored),
    )  # fmt: skip


def _timetable() -> dict[str, dict[str, Any]]:
    """Give the timetable by source."""
    return {one["name"].removeprefix(jobs.PREFIX): one for one in _act("dongguan_job_list")}


def _act(action: str, **data: Any) -> Any:
    try:
        return tk.get_action(action)({}, data)
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))


def _do(name: str, action: str, data: dict[str, Any], success: str) -> Any:
    try:
        tk.get_action(action)({}, data)
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(given.sentences(error)))
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))
    else:
        tk.h.flash_success(success)
    return tk.redirect_to("dongguan_harvest.read", name=name)


def _page(name: str, **shown: Any) -> str:
    return str(tk.render(f"dongguan/harvest/{name}.html", shown))
