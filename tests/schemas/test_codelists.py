"""Every code list is whole, in both languages, and answers by day and language."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ckanext.dongguan.schemas.codelists import (
    COLUMNS,
    Code,
    CodeList,
    about,
    ancestors,
    astray,
    faults,
    load,
)

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
def test_no_row_has_a_fault(name: str) -> None:
    codes = load(name)
    rows = {code.code: number for number, code in enumerate(codes, 2)}

    assert list(faults(codes, rows.__getitem__)) == []


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_unique_and_labelled_in_both_languages_with_a_source(name: str) -> None:
    codes = load(name).codes

    assert len({c.code for c in codes}) == len(codes) > 0
    assert [
        c.code for c in codes if not (c.code and c.label_zh and c.label_en and c.source)
    ] == []
    assert len({(c.parent, c.label_zh) for c in codes}) == len(codes)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_finds_its_code(name: str) -> None:
    codes = load(name)

    lost = [
        (c.code, text)
        for c in codes
        for text in c.names
        if codes.find(text) not in (c, *ancestors(codes, c.code))
    ]

    assert lost == []


def test_a_name_is_found_however_wide_its_letters_and_digits_are() -> None:
    assert load("level").find(" １级 ") == load("level").get("1")
    assert load("open_class").find("nothing") is None


def test_each_of_the_thirty_three_reporting_units_has_its_provider() -> None:
    units = {town.code for town in load("towns") if town.more["is_reporting_unit"] == "1"}

    providers = [d.more["town"] for d in load("departments") if d.more["town"]]

    assert len(units) == 33
    assert sorted(providers) == sorted(units)
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


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_in_both_languages_what_it_is_for(name: str) -> None:
    said = about(name)

    # Say it in schemas/codelists/lists.yaml.
    assert said.label["zh_Hans_CN"] != name
    assert said.label["en"]
    assert said.about["zh_Hans_CN"]
    assert said.about["en"]
    assert {column.name for column in said.columns} <= set(load(name).codes[0].more)


@pytest.mark.parametrize("name", NAMES)
def test_a_column_that_names_codes_of_another_list_names_ones_there_are(name: str) -> None:
    every = {other: load(other) for other in NAMES}

    assert {column.codelist for column in about(name).columns} <= {"", *NAMES}
    assert list(astray(every[name], every)) == []


def test_each_theme_has_its_counterparts_in_province_union_and_industries() -> None:
    targets = {column.codelist for column in about("themes").columns}

    assert targets == {"province_themes", "eu_data_themes", "industries", "domains"}
    assert [t.code for t in load("themes") if not t.values("eu_data_theme")] == []
    assert [t.code for t in load("themes") if not t.values("province_theme")] == []
    without_industry = [t.code for t in load("themes") if not t.values("industry")]
    assert without_industry == ["99"]


def test_a_counterpart_that_there_is_not_is_found() -> None:
    code_ = load("themes").codes[0]
    lost = CodeList("themes", (replace(code_, more={**code_.more, "industry": "A;Z9"}),))

    found = [(c.code, column, value) for c, column, value in astray(lost, {
        "industries": load("industries"),
    })]  # fmt: skip

    assert found == [("01", "industry", "Z9")]
