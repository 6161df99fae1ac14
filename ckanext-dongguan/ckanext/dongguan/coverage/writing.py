"""A workbook of declared lists taken in, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.directory.provider import ungrouped
from ckanext.dongguan.sheets import rows

from . import declaring, sheet
from .logic import wish

Rows = dict[str, dict[str, Any]]


def given_out() -> Rows:
    """Give the rows of all departments by their addresses, those without a list too."""
    providers = ungrouped(tk.get_action("dongguan_provider_list")({"user": ""}, {}))
    lists = declaring.declared()
    return {one["name"]: sheet.row(one, lists.get(one["name"])) for one in providers}


def take(path: Path, name: str, writer: str) -> dict[str, Any]:
    """Check all rows of a workbook and write them in one transaction.

    :raises ValidationError: the file as a whole cannot be read
    """
    known = given_out()

    def write(address: str, stated: Mapping[str, str]) -> str:
        department = _department(address, stated)
        return _written(department, {**known.get(department, {}), **stated}, writer)

    return rows.take(path, name, sheet.TEMPLATE.main, lambda _ids: known, write)


def _department(address: str, stated: Mapping[str, str]) -> str:
    """Name the department of a row by its address."""
    if address and "organization" in stated:
        text = tk._("The row belongs to another department: empty the id, or undo the name.")
        raise tk.ValidationError({"organization": [text]})
    if address:
        return address
    try:
        asked = {"name": stated.get("organization", "")}
        found = tk.get_action("dongguan_provider_find")({"user": ""}, asked)
    except (tk.ObjectNotFound, tk.ValidationError):
        text = tk._("There is no such department: choose one from the list.")
        raise tk.ValidationError({"organization": [text]}) from None
    return str(found["name"])


def _written(department: str, row: Mapping[str, Any], writer: str) -> str:
    group = model.Group.get(department)
    earlier = declaring.declared().get(department)
    if not any(row.get(name) for name in sheet.NOTED):
        if earlier:
            declaring.drop(group.id)
        return "dropped" if earlier else "unchanged"
    asked = wish.declared_list({**row, "id": department})
    stated = {name: getattr(asked, name) for name in sheet.NOTED}
    if stated == earlier:
        return "unchanged"
    declaring.note(group.id, asked, writer)
    return "updated" if earlier else "created"
