"""Actions of the room: sources, runs, and what could not be taken."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import now
from ckanext.dongguan.harvesters.problem import SourceError

from .. import anchor, dictize, following, refusals, runs, saving, showing, sources
from ..showing import MOST

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_harvest_source_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the sources with their last run and how many records wait.

    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_harvest_source_list", context, data_dict)
    return [showing.with_state(row) for row in sources.all_rows()]


@tk.side_effect_free
def dongguan_harvest_source_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show a source.

    :param name: the source
    :type name: string
    """
    tk.check_access("dongguan_harvest_source_show", context, data_dict)
    return showing.with_state(showing.row(data_dict))


def dongguan_harvest_source_save(context: Context, data_dict: Data) -> dict[str, Any]:
    """Register a source or change it; what is not given stays.

    What decides where the portal goes (kind, address, hosts, private network) takes the
    approval away when it changes.

    :param name: lower-case letters, digits and hyphens; decided once
    :type name: string
    :param title: the name people know
    :type title: string
    :param adapter: the kind of source
    :type adapter: string
    :param address: where it is
    :type address: string
    :param credentials: name of a file in the folder of credentials
    :type credentials: string
    :param owner_org: the department of records that name none
    :type owner_org: string
    :param options: what the kind of source wants to know
    :type options: dictionary
    :param limits: caps, hosts, private network (see harvesters/limits.py)
    :type limits: dictionary
    :param rules: grace_days, shrink_percent, full_every_days, kept_fields, windows, notify
    :type rules: dictionary
    :param opening: an opening record for all records of the source
    :type opening: dictionary
    :param schedule: cron expression in Dongguan's time; empty for by hand
    :type schedule: string
    :param is_active: switched on
    :type is_active: bool
    :param is_new: refuse a name that is taken (optional)
    :type is_new: bool

    :returns: the source
    :rtype: dictionary
    """
    tk.check_access("dongguan_harvest_source_save", context, data_dict)
    saving.save(data_dict, context.get("user") or "")
    return showing.with_state(showing.row(data_dict))


def dongguan_harvest_source_approve(context: Context, data_dict: Data) -> dict[str, Any]:
    """Let a source go live: from now on it may be run and follows its schedule.

    :param name: the source
    :type name: string
    """
    tk.check_access("dongguan_harvest_source_approve", context, data_dict)
    sources.approve(showing.row(data_dict)["name"], context.get("user") or "", now())
    anchor.keep(showing.row(data_dict))
    return showing.with_state(showing.row(data_dict))


@tk.side_effect_free
def dongguan_harvest_source_preview(context: Context, data_dict: Data) -> dict[str, Any]:
    """Read the first records of a source; nothing is written.

    :param name: the source
    :type name: string
    :param most: how many (20, at most 100)
    :type most: int

    :returns: `records`, and `problem` where the source broke off
    :rtype: dictionary
    """
    tk.check_access("dongguan_harvest_source_preview", context, data_dict)
    most = showing.amount(data_dict, "most", 20, 100)
    try:
        records, problem = following.preview(showing.row(data_dict)["name"], most)
    except SourceError as error:
        records, problem = [], error
    return {"records": records, "problem": str(problem) if problem else ""}


def dongguan_harvest_source_delete(context: Context, data_dict: Data) -> None:
    """Forget a source; its datasets stay as they are.

    :param name: the source
    :type name: string
    """
    tk.check_access("dongguan_harvest_source_delete", context, data_dict)
    name = showing.row(data_dict)["name"]
    sources.delete(name)
    anchor.drop(name)


def dongguan_harvest_shrink_confirm(context: Context, data_dict: Data) -> dict[str, Any]:
    """Confirm that a source has really lost so many records; good for one run.

    :param name: the source
    :type name: string
    """
    tk.check_access("dongguan_harvest_shrink_confirm", context, data_dict)
    name = showing.asking(data_dict)["name"]
    sources.note(name, shrink_confirmed_at=now())
    return showing.with_state(showing.row(data_dict))


@tk.side_effect_free
def dongguan_harvest_run_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List runs, newest first.

    :param source: only those of a source
    :type source: string
    :param limit: at most that many (20)
    :type limit: int
    """
    tk.check_access("dongguan_harvest_run_list", context, data_dict)
    limit = showing.amount(data_dict, "limit", 20, MOST)
    source = str(data_dict.get("source") or "").replace("\0", "")
    return [dictize.run(row) for row in runs.latest(source, limit)]


@tk.side_effect_free
def dongguan_harvest_run_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show a run: counts, cost, problem, and what came of its `batches`.

    :param id: the run
    :type id: string
    """
    tk.check_access("dongguan_harvest_run_show", context, data_dict)
    return showing.with_batches(showing.run(data_dict))


@tk.side_effect_free
def dongguan_harvest_fault_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the records that could not be taken: place, cause, remedy.

    :param id: in this run
    :type id: string
    :param source: instead: the records of a source whose refusal stands
    :type source: string
    :param limit: at most that many (1,000)
    :type limit: int
    :param offset: leave out that many
    :type offset: int
    """
    tk.check_access("dongguan_harvest_fault_list", context, data_dict)
    limit = showing.amount(data_dict, "limit", MOST, MOST)
    offset = showing.amount(data_dict, "offset", 0)
    if source := data_dict.get("source"):
        rows = refusals.standing(showing.row({"name": source})["name"], limit, offset)
    else:
        rows = runs.faults_of(showing.run(data_dict)["id"], limit, offset)
    return [dictize.fault(row) for row in rows]


ACTIONS = (
    dongguan_harvest_source_list,
    dongguan_harvest_source_show,
    dongguan_harvest_source_save,
    dongguan_harvest_source_approve,
    dongguan_harvest_source_preview,
    dongguan_harvest_source_delete,
    dongguan_harvest_shrink_confirm,
    dongguan_harvest_run_list,
    dongguan_harvest_run_show,
    dongguan_harvest_fault_list,
)
