"""Actions of the room: begin and carry out changes, show them, check the surfaces."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.openness import known, verdict
from ckanext.dongguan.openness.policy import Operation, Outcome

from .. import checking, classes, dictize, history, running

__all__ = [
    "dongguan_reclassification_begin",
    "dongguan_reclassification_list",
    "dongguan_reclassification_run",
    "dongguan_reclassification_start",
    "dongguan_reclassify",
    "dongguan_surface_check",
]

Context = dict[str, Any]
Data = dict[str, Any]
_SHOWN = 10


def dongguan_reclassify(context: Context, data_dict: Data) -> dict[str, Any]:
    """Give a dataset another open class, with the basis of that decision.

    What tightens acts at once. What widens needs the opening record and the right to
    reclassify; both go into the log in the same transaction.

    :param id: id or name of the dataset
    :type id: string
    :param open_class: unconditional, conditional or withheld
    :type open_class: string
    :param basis: on what basis
    :type basis: string

    Other fields of the dataset that the class asks for may stand beside them.

    :returns: `id`, `case` and `audience`
    :rtype: dictionary
    """
    tk.check_access("dongguan_reclassify", context, data_dict)
    return classes.change(context, data_dict)


def dongguan_reclassification_begin(context: Context, data_dict: Data) -> None:
    """Write changes with all their steps to do, in the caller's transaction.

    Only our own code calls this, with `ignore_auth` in the context.

    :param changes: `dataset_id`, `event`, `from_case`, `to_case`, `reason` and `account`
    :type changes: list of dictionaries
    """
    tk.check_access("dongguan_reclassification_begin", context, data_dict)
    history.begin(data_dict["changes"])


def dongguan_reclassification_start(context: Context, data_dict: Data) -> None:
    """Have a worker carry out what was begun, without waiting for the next minute.

    Only our own code calls this, after its commit.
    """
    tk.check_access("dongguan_reclassification_begin", context, data_dict)
    try:
        tk.get_action("dongguan_job_run")({"ignore_auth": True}, {"name": "reclassification"})
    except tk.ValidationError:
        # It runs already, or waits for a worker: it will take this one too.
        return


def dongguan_reclassification_run(context: Context, data_dict: Data) -> dict[str, Any]:
    """Carry out what was begun and not finished, in this process.

    :param id: id of a dataset; without one all of them
    :type id: string

    :returns: `finished` and `left`, the numbers of the changes
    :rtype: dictionary
    """
    tk.check_access("dongguan_reclassification_begin", context, data_dict)
    tell = context.get("dongguan_tell")
    done: dict[bool, list[int]] = {True: [], False: []}
    for row in history.unfinished(data_dict.get("id")):
        is_done = running.run(row.id, tell or running.silent, waits=tell is not None)
        done[is_done].append(row.id)
    return {"finished": done[True], "left": done[False]}


@tk.side_effect_free
def dongguan_reclassification_list(context: Context, data_dict: Data) -> list[dict[str, Any]]:
    """List the changes of a dataset with their steps, the newest first (10 at most).

    :param id: id or name of the dataset
    :type id: string

    :rtype: list of dictionaries
    """
    tk.check_access("dongguan_reclassification_list", context, data_dict)
    dataset = known.dataset(tk.get_or_bust(data_dict, "id"))
    if dataset is None:
        raise tk.ObjectNotFound()
    rows = history.of_dataset(dataset.id, _SHOWN)
    steps = history.steps_of([row.id for row in rows])
    changes = [dictize.change(row, steps[row.id]) for row in rows]
    has_whole = context.get("ignore_auth") or (
        verdict.of(context, dataset, Operation.ENTRY) is Outcome.ALLOW
    )
    # Why it was stopped stays with those who have the whole entry.
    return changes if has_whole else [{**one, "reason": ""} for one in changes]


def dongguan_surface_check(context: Context, data_dict: Data) -> dict[str, Any]:
    """Visit every surface as a passer-by and tell which ones answer what they must not.

    :param id: id or name of the dataset
    :type id: string

    :returns: `visited`, `seconds` and `answered`, a list of sentences
    :rtype: dictionary
    """
    tk.check_access("dongguan_surface_check", context, data_dict)
    dataset = known.dataset(tk.get_or_bust(data_dict, "id"))
    if dataset is None:
        raise tk.ObjectNotFound()
    return checking.check(dataset.id, context).told()
