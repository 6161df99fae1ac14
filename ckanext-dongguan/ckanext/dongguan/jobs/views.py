"""The page of jobs at `/ckan-admin/jobs`."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

from ckanext.dongguan import given

dongguan_jobs = Blueprint("dongguan_jobs", __name__, url_prefix="/ckan-admin/jobs")

__all__ = ["dongguan_jobs"]

_PAGE = 30


@dongguan_jobs.before_request
def _only_for_those_who_look_after_jobs() -> None:
    try:
        tk.check_access("dongguan_job_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_jobs.route("")
def index() -> str:
    """Show jobs and runs; unfiltered, the latest five of each job."""
    asked = {key: tk.request.args.get(key, "") for key in ("job", "state", "offset")}
    wanted = {**asked, "limit": _PAGE}
    if not asked["job"] and not asked["state"]:
        wanted["per_job"] = 5
    try:
        runs = tk.get_action("dongguan_job_run_list")({}, wanted)
    except tk.ValidationError as error:
        tk.abort(400, " ".join(given.sentences(error)))
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))
    jobs = tk.get_action("dongguan_job_list")({}, {})
    extra = {"jobs": jobs, "runs": runs, "asked": asked, "page_size": _PAGE}
    return str(tk.render("dongguan/jobs/index.html", extra))


@dongguan_jobs.route("/<name>/run", methods=["POST"])
def run(name: str) -> Any:
    """Start a job and go back."""
    return _do("dongguan_job_run", {"name": name}, tk._("The job will start in a moment."))


@dongguan_jobs.route("/<name>/enable", methods=["POST"])
def enable(name: str) -> Any:
    """Switch a job on and go back."""
    return _do("dongguan_job_enable", {"name": name}, tk._("The job is switched on."))


@dongguan_jobs.route("/<name>/disable", methods=["POST"])
def disable(name: str) -> Any:
    """Switch a job off and go back."""
    return _do("dongguan_job_disable", {"name": name}, tk._("The job is switched off."))


@dongguan_jobs.route("/runs/<run_id>/cancel", methods=["POST"])
def cancel(run_id: str) -> Any:
    """Cancel a run and go back; a second time by force."""
    asked = {"id": run_id, "force": tk.request.form.get("force") == "true"}
    return _do("dongguan_job_cancel", asked, tk._("The run is being cancelled."))


def _do(action: str, data: dict[str, Any], success: str) -> Any:
    try:
        tk.get_action(action)({}, data)
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(given.sentences(error)))
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))
    else:
        tk.h.flash_success(success)
    return tk.redirect_to("dongguan_jobs.index")
