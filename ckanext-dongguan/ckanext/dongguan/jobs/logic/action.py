"""Actions of the room: see jobs and runs, start, stop, switch, reschedule."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic import validate

from ckanext.dongguan.clock import now

from .. import archive, cancelling, dictize, registry, timetable
from ..definition import JobDefinition
from ..schedule import ScheduleError
from ..start import StillActiveError, start
from . import schema

__all__ = [
    "dongguan_job_cancel",
    "dongguan_job_disable",
    "dongguan_job_enable",
    "dongguan_job_list",
    "dongguan_job_run",
    "dongguan_job_run_list",
    "dongguan_job_run_show",
    "dongguan_job_schedule",
    "job_show",
]

Context = dict[str, Any]
Data = dict[str, Any]

_PAGE = 50
_LONGEST_PAGE = 500
_FARTHEST = 10**9
_RUN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@tk.side_effect_free
def dongguan_job_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the jobs with their next due time and their last run.

    :returns: the jobs by name
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_job_list", context, data_dict)
    definitions = registry.declared()
    timetable.sync(definitions.values(), now())
    rows = timetable.rows()
    last = {row.job: row for row in archive.latest(per_job=1, limit=_LONGEST_PAGE)}
    return [
        dictize.job(definition, rows[name], dictize.run(last[name]) if name in last else None)
        for name, definition in sorted(definitions.items())
    ]


@tk.side_effect_free
@validate(schema.run_list)
def dongguan_job_run_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """List runs, newest first.

    :param job: only runs of this job
    :type job: string
    :param state: only runs in this state
    :type state: string
    :param per_job: at most that many of each job
    :type per_job: int
    :param limit: at most that many (50, at most 500)
    :type limit: int
    :param offset: leave out that many
    :type offset: int

    :returns: `count`, without `per_job`, `limit` and `offset`, and `results`
    :rtype: dictionary
    """
    tk.check_access("dongguan_job_run_list", context, data_dict)
    job, state = data_dict.get("job") or None, data_dict.get("state") or None
    if job is not None:
        _job(job)
    rows = archive.latest(
        job,
        state,
        per_job=_capped(data_dict.get("per_job"), _LONGEST_PAGE),
        limit=_capped(data_dict.get("limit", _PAGE), _LONGEST_PAGE) or 0,
        offset=_capped(data_dict.get("offset", 0), _FARTHEST) or 0,
    )
    return {"count": archive.count(job, state), "results": [dictize.run(row) for row in rows]}


@tk.side_effect_free
@validate(schema.run_named)
def dongguan_job_run_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show a run.

    :param id: the run
    :type id: string

    :returns: the run
    :rtype: dictionary
    """
    tk.check_access("dongguan_job_run_show", context, data_dict)
    return _run(data_dict["id"])


@validate(schema.job_named)
def dongguan_job_run(context: Context, data_dict: Data) -> dict[str, Any]:
    """Start a job now; a worker performs it.

    :param name: the job
    :type name: string

    :returns: the queued run
    :rtype: dictionary
    """
    tk.check_access("dongguan_job_run", context, data_dict)
    definition = _job(data_dict["name"])
    try:
        run_id = start(definition.name, context.get("user") or None, now())
    except StillActiveError:
        raise tk.ValidationError(
            {"name": [tk._("This job is waiting or running already. Wait or cancel it.")]}
        ) from None
    return _run(run_id)


@validate(schema.run_cancel)
def dongguan_job_cancel(context: Context, data_dict: Data) -> dict[str, Any]:
    """Cancel a run: at once while it waits, at its next sign of life while it runs.

    :param id: the run
    :type id: string
    :param force: kill the process of a run that does not listen
    :type force: bool

    :returns: the run
    :rtype: dictionary
    """
    tk.check_access("dongguan_job_cancel", context, data_dict)
    run = _run(data_dict["id"])
    try:
        cancelling.cancel(run["id"], now(), force=data_dict.get("force", False))
    except cancelling.AlreadyFinishedError:
        raise tk.ValidationError(
            {"id": [tk._("This run has ended already; there is nothing to cancel.")]}
        ) from None
    return _run(run["id"])


@validate(schema.job_named)
def dongguan_job_enable(context: Context, data_dict: Data) -> None:
    """Switch a job on: it runs when it is due.

    :param name: the job
    :type name: string
    """
    tk.check_access("dongguan_job_enable", context, data_dict)
    name = _job(data_dict["name"]).name
    timetable.enable(name, timetable.rows()[name].schedule, now())


@validate(schema.job_named)
def dongguan_job_disable(context: Context, data_dict: Data) -> None:
    """Switch a job off: it runs only when somebody starts it.

    :param name: the job
    :type name: string
    """
    tk.check_access("dongguan_job_disable", context, data_dict)
    timetable.disable(_job(data_dict["name"]).name)


@validate(schema.job_schedule)
def dongguan_job_schedule(context: Context, data_dict: Data) -> None:
    """Change when a job is due.

    :param name: the job
    :type name: string
    :param schedule: minute, hour, day, month and weekday as in cron, in the time of
        Asia/Shanghai; without it the job's own schedule
    :type schedule: string
    """
    tk.check_access("dongguan_job_schedule", context, data_dict)
    definition = _job(data_dict["name"])
    schedule = data_dict.get("schedule") or definition.schedule
    try:
        timetable.reschedule(definition.name, schedule, now())
    except ScheduleError:
        message = tk._("“{schedule}” is no time. Write five fields as in cron: 30 2 * * *")
        raise tk.ValidationError({"schedule": [message.format(schedule=schedule)]}) from None


def _job(name: str) -> JobDefinition:
    definitions = registry.declared()
    if name not in definitions:
        raise tk.ObjectNotFound(tk._("There is no job “{name}”.").format(name=name))
    timetable.sync(definitions.values(), now())
    return definitions[name]


def _run(run_id: str) -> dict[str, Any]:
    row = archive.show(run_id) if _RUN_ID.fullmatch(run_id) else None
    if row is None:
        raise tk.ObjectNotFound(tk._("There is no such run; it may have been deleted."))
    return dictize.run(row)


def _capped(number: Any, most: int) -> int | None:
    # An empty list passes every schema.
    return min(number, most) if isinstance(number, int) else None


@tk.side_effect_free
@tk.chained_action
def job_show(next_action: Callable[..., Any], context: Context, data_dict: Data) -> Any:
    """Show a job of CKAN's queue; an id that none can have is one that is not there."""
    try:
        return next_action(context, data_dict)
    except ValueError as error:
        raise tk.ObjectNotFound from error
