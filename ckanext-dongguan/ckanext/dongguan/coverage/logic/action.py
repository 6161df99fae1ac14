"""Coverage, and the declared lists it is measured by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan import account
from ckanext.dongguan.clock import today
from ckanext.dongguan.directory.provider import ungrouped

from .. import counted, declaring, report, seeing, writing
from . import wish

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_coverage_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show how far the city and its departments have come, with the numbers behind each rate.

    `catalogued` is entries ÷ items of the declared list, `attached` those with a resource ÷
    entries, `opened` those with a file for everyone ÷ entries, `on_time` those whose data
    are no older than their cycle allows ÷ those with a fixed cycle. The entries are those
    that whoever asks may count.

    :returns: `day`, `city` and `departments` (those that the asker may see), each `numbers`
        and `rates` with `part`, `whole` and `percent` (None: not measured);
        `is_compared_in_public` says whether everyone sees the departments
    :rtype: dictionary
    """
    tk.check_access("dongguan_coverage_show", context, data_dict)
    who = {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
    day, declared = today(), declaring.declared()
    tallies = counted.tallies(who, day, declared)
    providers = ungrouped(tk.get_action("dongguan_provider_list")({"user": ""}, {}))
    shown = report.report(tallies, providers, day)
    seen = seeing.departments(who)
    rows = [one for one in shown["departments"] if seen is None or one["name"] in seen]
    return {**shown, "departments": rows, "is_compared_in_public": seeing.is_public()}


def dongguan_declared_list_update(context: Context, data_dict: Data) -> dict[str, Any]:
    """Note how many items the list has that a department declared.

    :param id: id or name of the department
    :type id: string
    :param items: how many items its list has
    :type items: int
    :param basis: the document that the list stands in
    :type basis: string
    :param declared_on: the day of the document
    :type declared_on: ISO 8601 date

    :returns: what was noted
    :rtype: dictionary
    """
    tk.check_access("dongguan_declared_list_update", context, data_dict)
    asked = wish.declared_list(data_dict)
    group = model.Group.get(asked.organization)
    if group is None or not group.is_organization or group.state != "active":
        raise tk.ObjectNotFound(tk._("There is no such department: choose one from the list."))
    declaring.note(group.id, asked, account.id_of(context) or "")
    model.Session.commit()
    return {
        "organization": group.name, "items": asked.items, "basis": asked.basis,
        "declared_on": asked.declared_on.isoformat(),
    }  # fmt: skip


def dongguan_declared_list_import(context: Context, data_dict: Data) -> dict[str, Any]:
    """Take in a workbook of declared lists: all of it, or nothing with every fault told.

    A row whose number, document and day are emptied takes the list of its department back.

    :param path: the file on the server
    :type path: string
    :param filename: how its sender called it (optional)
    :type filename: string

    :returns: `outcomes` (`created`, `updated`, `unchanged`, `dropped`) and `faults`,
        sentences that name the cell
    :rtype: dictionary
    """
    tk.check_access("dongguan_declared_list_import", context, data_dict)
    path = Path(tk.get_or_bust(data_dict, "path"))
    name = str(data_dict.get("filename") or path.name)
    return writing.take(path, name, account.id_of(context) or "")
