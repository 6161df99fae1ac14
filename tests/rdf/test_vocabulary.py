"""Our codes in the words of DCAT-AP."""

from __future__ import annotations

import json

import pytest

from ckanext.dongguan.rdf.vocabulary import AUTHORITY, read_back, translated
from ckanext.dongguan.schemas.codelists import load


def test_codes_become_addresses_of_the_european_vocabularies() -> None:
    spoken = translated(
        {"theme": "02", "update_frequency": "monthly", "open_class": "conditional"}
    )

    assert f"{AUTHORITY}/data-theme/ENVI" in spoken["theme"]
    assert spoken["frequency"] == f"{AUTHORITY}/frequency/MONTHLY"
    assert spoken["access_rights"] == f"{AUTHORITY}/access-right/RESTRICTED"


def test_a_code_without_a_counterpart_is_left_out() -> None:
    spoken = translated({"title": "公交", "theme": "77", "update_frequency": ""})

    assert spoken == {"title": "公交"}


MEANT = [code.values("eu_data_theme") for code in load("themes")]


@pytest.mark.parametrize(
    "theme",
    # Some share their counterpart with another.
    [code.code for code, meant in zip(load("themes"), MEANT, strict=True)
     if MEANT.count(meant) == 1],
)  # fmt: skip
def test_a_theme_comes_back_as_it_went_out(theme: str) -> None:
    spoken = translated({"theme": theme})

    assert read_back({"theme": json.dumps(spoken["theme"])})["theme"] == theme


@pytest.mark.parametrize(
    ("names", "theme"),
    [
        (["ENER"], "02"),
        (["NOTHING", "TECH"], "03"),
        (["EDUC"], "07"),
        (["TRAN", "OTHER"], "04"),
    ],
)
def test_the_first_address_that_we_know_becomes_our_code(names: list[str], theme: str) -> None:
    said = json.dumps([f"{AUTHORITY}/data-theme/{name}" for name in names])

    assert read_back({"theme": said})["theme"] == theme


@pytest.mark.parametrize("said", ["[broken", '{"a": 1}', "[7, null]", "[]", "", None])
def test_what_is_no_address_is_left_out(said: str | None) -> None:
    assert "theme" not in read_back({"title": "公交", "theme": said})
