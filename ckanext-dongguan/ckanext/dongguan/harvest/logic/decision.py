"""Actions of the room: decisions that records wait for, and where a dataset comes from."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import told
from ckanext.dongguan.harvesters.opening import RECORD_FIELDS

from .. import deciders, dictize, opening, origin, runs, showing, sources, waiting
from ..fault import AGREE
from ..showing import MOST

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_harvest_waiting_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """List the records that wait for an opening record of their department.

    Who looks after harvests sees all, everyone else those of departments whose datasets
    they may change.

    :param source: only those of a source
    :type source: string
    :param limit: at most that many (100)
    :type limit: int
    :param offset: leave out that many
    :type offset: int

    :returns: `count` and `results`; `unread` of one is its class as the source wrote it,
        where no code map knows it
    :rtype: dictionary
    """
    tk.check_access("dongguan_harvest_waiting_list", context, data_dict)
    source = str(data_dict.get("source") or "").replace("\0", "")
    limit = showing.amount(data_dict, "limit", 100, MOST)
    asked = waiting.Asked(source=source, departments=deciders.departments(context))
    rows = waiting.queue(asked, limit, showing.amount(data_dict, "offset", 0))
    results = [{**row, "changed_at": told(row["changed_at"])} for row in rows]
    return {"count": waiting.count(asked), "results": results}


@tk.side_effect_free
def dongguan_harvest_conflict_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the records whose resource code belongs to another source's dataset already.

    :returns: the faults of the newest run of each source
    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_harvest_conflict_list", context, data_dict)
    return [dictize.fault(row) for row in runs.conflicts(AGREE)]


def dongguan_harvest_opening_give(context: Context, data_dict: Data) -> dict[str, Any]:
    """Give the opening record of a department for one record of a source.

    The dataset is opened at once; its files come with the next run.

    :param source: the source
    :type source: string
    :param remote_id: the id of the record there
    :type remote_id: string
    :param open_class: the widest class that the decision covers (optional)
    :type open_class: string

    The six fields of the opening record are those of a dataset.

    :returns: `id` of the dataset and `outcome`
    :rtype: dictionary
    """
    source, remote_id = tk.get_or_bust(data_dict, ["source", "remote_id"])
    row = waiting.item(source, remote_id)
    if row is None:
        raise tk.ObjectNotFound(tk._("There is no such record of this source."))
    tk.check_access("dongguan_harvest_opening_give", context, {"package_id": row["package_id"]})
    record = opening.read(data_dict)
    waiting.give(source, remote_id, record)
    sources.read_anew(source)
    (told,) = tk.get_action("dongguan_intake_write_many")(
        {"user": context.get("user"), "ignore_auth": True},
        {"records": [{"id": row["package_id"], **{k: record[k] for k in RECORD_FIELDS}}]},
    )
    if told.get("errors"):
        raise tk.ValidationError(told["errors"])
    return dict(told)


@tk.side_effect_free
def dongguan_harvest_lineage_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show where a dataset comes from; empty for one that no source brought.

    :param id: id of the dataset
    :type id: string

    :returns: `source`, its `title` and `system`, `remote_id`, `batch`, `version` of the code
        map, `run`, `files` (name, format, checksum, id at the source), `changed_at`,
        `missing_since` and `leaves_at` where the source has it no more, `withdrawn_at`
    :rtype: dictionary
    """
    tk.check_access("dongguan_harvest_lineage_show", context, data_dict)
    return origin.of_dataset(tk.get_or_bust(data_dict, "id"))


ACTIONS = (
    dongguan_harvest_waiting_list,
    dongguan_harvest_conflict_list,
    dongguan_harvest_opening_give,
    dongguan_harvest_lineage_show,
)
