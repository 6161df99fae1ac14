"""A branch as a file in the columns of the official template."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.sheets import giving


@pytest.fixture
def written(
    directory: Callable[[list[dict[str, Any]]], None], entry: Callable[..., dict[str, Any]]
) -> None:
    cases = (Case.OPEN, Case.LISTED, Case.WITHHELD, Case.SHARED)
    directory([entry(n, cases[n % 4], theme=("04", "05")[n % 2]) for n in range(40)])


def titles(answer: Any) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(answer.data), read_only=True)
    rows = book["目录"].iter_rows(values_only=True)
    place = [str(head).strip(" *") for head in next(rows)].index("名称")
    return [str(row[place]) for row in rows]


def branches(page: str) -> list[str]:
    """List the workbooks of branches that a page leads to."""
    return [unescape(one) for one in re.findall(r'"(/[^"]*xlsx\?[^"]*node=[^"&]+[^"]*)"', page)]


@pytest.mark.usefixtures("written")
def test_a_branch_is_given_with_the_entries_that_may_be_seen(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "PAGE", 3)

    answer = app.get("/catalog/export.xlsx?by=theme&node=04")

    assert titles(answer) == [f"目录测试{n}" for n in range(0, 40, 4)]


@pytest.mark.usefixtures("written")
def test_csv_and_json_give_the_same_entries_as_the_workbook(app: Any) -> None:
    address = "/catalog/export.{form}?by=theme&node=05&open_class=withheld"

    in_csv = app.get(address.format(form="csv")).data.decode("utf-8-sig")
    in_json = json.loads(app.get(address.format(form="json")).data)

    expected = titles(app.get(address.format(form="xlsx")))
    (head, *rows) = csv.reader(StringIO(in_csv, newline=""))
    assert [row[head.index("名称 *")] for row in rows] == expected != []
    assert [one["名称"] for one in in_json] == expected


@pytest.mark.usefixtures("written")
def test_the_whole_directory_and_a_class_of_it_are_given(app: Any) -> None:
    whole = titles(app.get("/catalog/export.xlsx"))
    withheld = titles(app.get("/catalog/export.xlsx?open_class=withheld"))

    assert len(whole) == 20
    assert withheld == [f"目录测试{n}" for n in range(1, 40, 4)]


@pytest.mark.usefixtures("written")
def test_who_passes_by_takes_a_large_directory_branch_by_branch(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("ckanext.dongguan.catalog.export.MOST", 5)
        page = app.get("/catalog/export.xlsx", status=400).body
    links = branches(page)
    below = [title for link in links for title in titles(app.get(link))]

    assert "一次导出的条目太多" in page
    assert len(links) == 2
    assert sorted(below) == sorted(titles(app.get("/catalog/export.xlsx")))


def test_a_branch_that_is_not_there_gives_no_file(app: Any) -> None:
    app.get("/catalog/export.xlsx?node=meiyou", status=404)
    app.get("/catalog/export.doc", status=404)
