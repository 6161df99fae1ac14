"""What a clerk has no right to write is told by its cell, like any other fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ckan.tests import factories, helpers

from ..conftest import complete

Make = Callable[..., Any]


def take(clerk: dict[str, Any], path: Path) -> dict[str, Any]:
    context = {"user": clerk["name"], "ignore_auth": False}
    return dict(helpers.call_action("dongguan_sheet_import", context, path=str(path)))


def test_a_clerk_s_rows_of_another_department_are_told_by_their_cells(
    workbook: Make, row: Make, clerk: dict[str, Any], new_name: Callable[[str], str]
) -> None:
    other = factories.Organization(name=new_name("bieju"), title=new_name("东莞市别局"))
    rows = [row(n) for n in range(1, 6)]
    rows[1]["提供单位"] = other["title"]
    rows[3]["提供单位"] = "没有这个局"
    rows[4]["主题"] = "没有的主题"

    result = take(clerk, workbook(rows))

    faults = {fault["place"].split("!")[1]: fault["header"] for fault in result["faults"]}
    assert sorted(faults.values()) == ["主题", "提供单位", "提供单位"]
    assert sorted(int("".join(filter(str.isdigit, place))) for place in faults) == [3, 5, 6]
    assert not result["is_written"]


@pytest.mark.usefixtures("chinese")
def test_a_clerk_does_not_change_what_another_department_holds(
    workbook: Make, row: Make, clerk: dict[str, Any], new_name: Callable[[str], str]
) -> None:
    other = factories.Organization(name=new_name("bieju"), title=new_name("东莞市别局"))
    theirs = dict(factories.Dataset(owner_org=other["id"], **complete()))

    result = take(clerk, workbook([row(1, 系统编号=theirs["id"])]))

    (fault,) = result["faults"]
    assert fault["header"] == "系统编号"
    assert "无权修改" in fault["sentence"]
    shown = helpers.call_action("package_show", id=theirs["id"])
    assert (shown["owner_org"], shown["title"]) == (other["id"], theirs["title"])
