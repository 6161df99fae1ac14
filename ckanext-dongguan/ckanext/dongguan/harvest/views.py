"""The pages of harvests at `/ckan-admin/harvest`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan.text import formula

from . import form, jobs, notices
from .deciding import dongguan_harvest_decisions
from .forwarding import dongguan_harvest_forward

dongguan_harvest = Blueprint("dongguan_harvest", __name__, url_prefix="/ckan-admin/harvest")

__all__ = ["dongguan_harvest", "dongguan_harvest_decisions", "dongguan_harvest_forward"]

FAULTS = ("remote_id", "title", "place", "cause", "remedy")


@dongguan_harvest.before_request
def _only_for_those_who_look_after_harvests() -> None:
    try:
        tk.check_access("dongguan_harvest_source_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_harvest.route("")
def index() -> str:
    """List the sources."""
    return _page("index", sources=_act("dongguan_harvest_source_list"))


@dongguan_harvest.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Register a source."""
    return _edit("")


@dongguan_harvest.route("/<name>/edit", methods=["GET", "POST"])
def edit(name: str) -> Any:
    """Change a source."""
    return _edit(name)


@dongguan_harvest.route("/<name>")
def read(name: str) -> str:
    """Show a source: state, buttons, last runs, what waits."""
    source = _act("dongguan_harvest_source_show", name=name)
    runs = _act("dongguan_harvest_run_list", source=name)
    waiting = _act("dongguan_harvest_waiting_list", source=name, limit=20)
    timetable = {one["name"]: one for one in _act("dongguan_job_list")}
    return _page(
        "read", source=source, runs=runs, waiting=waiting, job=_job(name),
        timetable=timetable.get(jobs.job_name(name), {}),
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
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["记录标识", "名称", "位置", "原因", "处理办法"])
    found = _act("dongguan_harvest_fault_list", id=run_id)
    for fault in [*found, *_still(_act("dongguan_harvest_run_show", id=run_id))]:
        writer.writerow([formula.guarded(str(fault[name])) for name in FAULTS])
    answer = Response(text.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="harvest-{run_id[:8]}.csv"'
    return answer


@dongguan_harvest.route("/<name>/approve", methods=["POST"])
def approve(name: str) -> Any:
    """Let a source go live."""
    done = tk._("The source is approved and follows its schedule.")
    return _do(name, "dongguan_harvest_source_approve", {"name": name}, done)


@dongguan_harvest.route("/<name>/run", methods=["POST"])
def start(name: str) -> Any:
    """Start a run, or a dry one."""
    is_dry = tk.request.form.get("dry") == "true"
    job = jobs.dry_name(name) if is_dry else jobs.job_name(name)
    return _do(name, "dongguan_job_run", {"name": job}, tk._("The run will start in a moment."))


@dongguan_harvest.route("/<name>/cancel", methods=["POST"])
def cancel(name: str) -> Any:
    """Cancel the run that waits or works."""
    active = _job(name)
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


def _edit(name: str) -> Any:
    stored = _act("dongguan_harvest_source_show", name=name) if name else {}
    values, errors = form.of_source(stored), {}
    if tk.request.method == "POST":
        values = {**tk.request.form.to_dict(), **({"name": name} if name else {})}
        try:
            saved = tk.get_action("dongguan_harvest_source_save")({}, form.read(values))
        except tk.ValidationError as error:
            errors = error.error_dict
        else:
            return tk.redirect_to("dongguan_harvest.read", name=saved["name"])
    return _page(
        "edit", values=values, errors=errors, is_new=not name,
        kinds=form.kinds(), occasions=form.occasions(), departments=form.departments(),
    )  # fmt: skip


def _job(name: str) -> Mapping[str, Any] | None:
    """Find the run of the source's job that waits or works."""
    try:
        found = _act("dongguan_job_run_list", job=jobs.job_name(name), limit=1)["results"]
    except tk.ObjectNotFound:
        return None
    return next((one for one in found if one["state"] in ("queued", "running")), None)


def _act(action: str, **data: Any) -> Any:
    try:
        return tk.get_action(action)({}, data)
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))


def _do(name: str, action: str, data: dict[str, Any], success: str) -> Any:
    try:
        tk.get_action(action)({}, data)
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(t for texts in error.error_dict.values() for t in texts))
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))
    else:
        tk.h.flash_success(success)
    return tk.redirect_to("dongguan_harvest.read", name=name)


def _page(name: str, **shown: Any) -> str:
    return str(tk.render(f"dongguan/harvest/{name}.html", shown))
