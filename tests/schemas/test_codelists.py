"""Every code list is whole, in both languages, and answers by day and language."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ckanext.dongguan.schemas.codelists import COLUMNS, Code, CodeList, load

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "codelists"
NAMES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def code(name: str, **fields: str) -> Code:
    values = dict.fromkeys(COLUMNS, "") | {"code": name, "label_zh": name} | fields
    return Code(**values, more={})


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_the_common_columns_first_and_full_rows(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))

    assert tuple(header[: len(COLUMNS)]) == COLUMNS
    assert [row for row in rows if len(row) != len(header)] == []


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_unique_and_labelled_in_both_languages_with_a_source(name: str) -> None:
    codes = load(name).codes

    assert len({c.code for c in codes}) == len(codes) > 0
    assert [
        c.code for c in codes if not (c.code and c.label_zh and c.label_en and c.source)
    ] == []
    assert len({c.label_zh for c in codes}) == len(codes)


@pytest.mark.parametrize("name", NAMES)
def test_no_synonym_stands_for_two_codes(name: str) -> None:
    found = [s for c in load(name) for s in c.more.get("synonyms", "").split("|") if s]

    assert [s for s in found if load(name).find(s) is None] == []
    assert [
        (c.code, s)
        for c in load(name)
        for s in c.more.get("synonyms", "").split("|")
        if s and load(name).find(s) != c
    ] == []


def test_thirty_three_reporting_units_have_an_organization() -> None:
    units = [town for town in load("towns") if town.more["is_reporting_unit"] == "1"]

    assert len(units) == 33
    assert len({town.more["organization"] for town in units}) == 33
    assert load("towns").find("厚街") == load("towns").get("441900122")


def test_a_label_follows_the_language_and_an_unknown_code_is_its_own() -> None:
    themes = load("themes")

    assert themes.label("04", "zh_Hans_CN") == "道路交通"
    assert themes.label("04", "en") == "Roads and transport"
    assert themes.label("77", "en") == "77"


def test_a_retired_code_keeps_its_label_but_is_no_longer_given() -> None:
    old = code("old", valid_from="2000-01-01", valid_to="2019-03-01")
    codes = CodeList("test", (old, code("new", valid_from="2019-03-01")))

    assert codes.valid(date(2019, 2, 28)) == (old,)
    assert [c.code for c in codes.valid(date(2019, 3, 2))] == ["new"]
    assert codes.label("old", "en") == "old"
    assert "old" in codes


@pytest.mark.parametrize("name", ["nothing", "../secret", "", "themes.csv"])
def test_an_unknown_list_is_named(name: str) -> None:
    with pytest.raises(LookupError, match="no code list"):
        load(name)
