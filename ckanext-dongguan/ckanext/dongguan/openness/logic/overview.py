"""The overview for administrators, and what a dataset is to whom."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .. import known, listing, overview, person, policy, sight
from ..actor import Standing
from ..entry_sight import readable
from ..policy import Operation

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_openness_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """List what is restricted: case, level, basis, department, last read, last change.

    :param case: a case of the policy, `restricted` (all but open, the default) or `all`
    :type case: string
    :param department: id of a department (optional)
    :type department: string
    :param q: a part of title or name (optional)
    :type q: string
    :param limit: how many (50, at most 500)
    :type limit: int
    :param offset: the first to return
    :type offset: int

    :returns: `count`, `cases` (how many of each) and `results`, those changed last first; a
        title is empty where the asker may not know of the entry
    :rtype: dictionary
    """
    tk.check_access("dongguan_openness_list", context, data_dict)
    actor = person.of_context(context)
    selection = listing.selection(data_dict, actor)
    limit, offset = listing.window(data_dict)
    rows = overview.page(selection, limit, offset)
    counts = overview.counts(selection)
    teller = listing.Teller(
        actor=actor,
        names=overview.account_names(rows),
        reads=overview.last_reads(rows),
        is_everything=bool(context.get("ignore_auth")),
    )
    return {
        "count": sum(counts.get(case.value, 0) for case in selection.cases),
        "cases": counts,
        "results": [teller.told(row) for row in rows],
    }


def dongguan_openness_view(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show what somebody of a standing would see of a dataset, on record.

    It is computed from the policy; nobody's session is taken on. The asker sees no field
    that they may not see themselves.

    :param id: id or name of the dataset
    :type id: string
    :param standing: anonymous, registered, other_member, own_member, own_reviewer …
    :type standing: string

    :returns: `case`, `outcomes` by operation, `entry` (or null) and `hidden`, the names of
        the fields that are kept back
    :rtype: dictionary
    """
    tk.check_access("dongguan_openness_view", context, data_dict)
    dataset = known.dataset(tk.get_or_bust(data_dict, "id"))
    if dataset is None:
        raise tk.ObjectNotFound()
    standing = listing.standing(data_dict.get("standing"))
    _record(context, dataset.id, standing)
    shown = readable(context, dataset)
    seen = sight.of(shown, dataset.case, standing, policy.load())
    return {
        "id": dataset.id,
        "case": dataset.case.value,
        "standing": standing.value,
        "outcomes": {o.value: seen.outcomes[o].value for o in Operation},
        "entry": seen.entry,
        "hidden": sorted(set(shown) - set(seen.entry or ())),
    }


def _record(context: Context, dataset_id: str, standing: Standing) -> None:
    entry = {
        "event": "view_as",
        "operation": standing.value,
        "outcome": "allow",
        "dataset": dataset_id,
    }
    account = {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
    tk.get_action("dongguan_audit_write")({**account, "ignore_auth": True}, entry)


ACTIONS = (dongguan_openness_list, dongguan_openness_view)
