"""The annual open plan: reading for everyone, writing for the bureau."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan import account, given
from ckanext.dongguan.clock import today

from .. import dictize, keeper, keeping, writing
from ..item import State, counts, progress
from . import wish

Context = dict[str, Any]
Data = dict[str, Any]


@tk.side_effect_free
def dongguan_plan_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """List planned items, the earliest first.

    :param year: of which year (optional)
    :type year: int
    :param state: planned, late or done (optional)
    :type state: string
    :param dataset: id of the dataset that an item means (optional)
    :type dataset: string
    :param essential: the essential dataset that an item fills (optional)
    :type essential: string
    :param is_priority: only the priority list, or only the rest (optional)
    :type is_priority: bool
    :param high_value: a category of high-value data (optional)
    :type high_value: string

    :returns: `years` that have a plan, `counts` by state, `items`: each its fields with
        `organization` (name, title, title_en), `dataset` where everyone may see it,
        `state` and `days_late`
    :rtype: dictionary
    """
    tk.check_access("dongguan_plan_list", context, data_dict)
    names = ("dataset", "essential", "high_value")
    wanted: Data = {name: str(data_dict[name]) for name in names if data_dict.get(name)}
    wanted["year"] = given.number(data_dict, "year", None)
    if data_dict.get("is_priority") not in (None, ""):
        wanted["is_priority"] = given.truth(data_dict, "is_priority")
    items = _shown(context, keeping.rows(wanted))
    state = str(data_dict.get("state") or "")
    return {
        "years": keeping.years(),
        "counts": counts(State(one["state"]) for one in items),
        "items": [one for one in items if state in ("", one["state"])],
    }


@tk.side_effect_free
def dongguan_plan_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show a planned item.

    :param id: its number
    :type id: int

    :returns: the item as `dongguan_plan_list` gives it
    :rtype: dictionary
    """
    tk.check_access("dongguan_plan_show", context, data_dict)
    return _shown(context, [_row(data_dict)])[0]


@tk.side_effect_free
def dongguan_plan_progress(context: Context, data_dict: Data) -> dict[str, int]:
    """Show how far a year's plan has come.

    :param year: of which year (optional, default: that of the day)
    :type year: int

    :returns: `year`, the numbers of items `planned`, `done`, still `due` in this quarter
        and `late`
    :rtype: dictionary
    """
    tk.check_access("dongguan_plan_progress", context, data_dict)
    day = today()
    year = given.number(data_dict, "year", None) or day.year
    rows = keeping.rows({"year": year})
    return {"year": year, **asdict(progress(dictize.standings(rows, day), day))}


def dongguan_plan_create(context: Context, data_dict: Data) -> dict[str, Any]:
    """Plan the opening of an item.

    :param title: what is to be opened
    :type title: string
    :param organization: id, address or name of the department
    :type organization: string
    :param due_on: until when
    :type due_on: ISO 8601 date
    :param year: of which plan (optional, default: that of the day)
    :type year: int
    :param title_en: its name in English (optional)
    :type title_en: string
    :param done_on: when it was done (optional)
    :type done_on: ISO 8601 date
    :param dataset: id or address of its dataset (optional)
    :type dataset: string
    :param is_priority: whether it stands on the priority list (optional)
    :type is_priority: bool
    :param high_value: a code of the list `high_value` (optional)
    :type high_value: string
    :param note: what else is to be said (optional)
    :type note: string

    :returns: the item
    :rtype: dictionary
    """
    tk.check_access("dongguan_plan_create", context, data_dict)
    item = wish.read(data_dict)
    if keeping.same(item) is not None:
        text = tk._("This department has planned an item of this name for the year already.")
        raise tk.ValidationError({"title": [text]})
    number = keeping.add(item, account.id_of(context) or "")
    model.Session.commit()
    return _shown(context, keeping.rows({"id": number}))[0]


def dongguan_plan_update(context: Context, data_dict: Data) -> dict[str, Any]:
    """Change a planned item; what is not given stays.

    :param id: its number
    :type id: int

    The other parameters are those of `dongguan_plan_create`.

    :returns: the item
    :rtype: dictionary
    """
    tk.check_access("dongguan_plan_update", context, data_dict)
    row = _row(data_dict)
    item = wish.read(data_dict, keeping.item_of(row))
    if keeping.same(item) not in (None, row.id):
        text = tk._("This department has planned an item of this name for the year already.")
        raise tk.ValidationError({"title": [text]})
    keeping.change(row.id, item, account.id_of(context) or "")
    model.Session.commit()
    return _shown(context, keeping.rows({"id": row.id}))[0]


def dongguan_plan_delete(context: Context, data_dict: Data) -> None:
    """Take an item out of the plan.

    :param id: its number
    :type id: int
    """
    tk.check_access("dongguan_plan_delete", context, data_dict)
    keeping.drop(_row(data_dict).id)
    model.Session.commit()


def dongguan_plan_import(context: Context, data_dict: Data) -> dict[str, Any]:
    """Take in a workbook of planned items: all of it, or nothing with every fault told.

    :param path: the file on the server
    :type path: string
    :param filename: how its sender called it (optional)
    :type filename: string

    :returns: `outcomes` (`created`, `updated`, `unchanged`) and `faults`, sentences that
        name the cell
    :rtype: dictionary
    """
    tk.check_access("dongguan_plan_import", context, data_dict)
    path = Path(tk.get_or_bust(data_dict, "path"))
    name = str(data_dict.get("filename") or path.name)
    return writing.take(path, name, wish.read, account.id_of(context) or "", today())


def _shown(context: Context, rows: Sequence[Any]) -> list[dict[str, Any]]:
    is_keeper = keeper.is_one(context.get("user"))
    return dictize.shown(rows, today(), is_keeper=is_keeper)


def _row(data_dict: Data) -> Any:
    number = given.number(data_dict, "id", None)
    rows = keeping.rows({"id": number}) if number is not None else []
    if not rows:
        raise tk.ObjectNotFound(tk._("The plan has no such item."))
    return rows[0]
