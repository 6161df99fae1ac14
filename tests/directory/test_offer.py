"""Codes that a field takes: of its branch, of today, or held already."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.dongguan.directory.offer import Objection, Offer, held
from ckanext.dongguan.schemas.codelists import COLUMNS, Code, CodeList, load

TODAY = date(2026, 1, 5)


def code(name: str, parent: str = "", **fields: str) -> Code:
    values = dict.fromkeys(COLUMNS, "") | {"code": name, "label_zh": name} | fields
    return Code(**values, more={"parent": parent})


PLACES = CodeList(
    "places",
    (
        code("city"),
        code("north", "city"),
        code("harbour", "north"),
        code("old", "city", valid_to="2019-01-13"),
        code("next", "city", valid_from="2027-01-01"),
    ),
)
ALL = Offer(codes=PLACES, below="", on=TODAY)
BELOW = Offer(codes=PLACES, below="city", on=TODAY)


@pytest.mark.parametrize(
    ("offer", "given", "objection"),
    [
        (ALL, "city", None),
        (ALL, "nowhere", Objection.UNKNOWN),
        (ALL, ["city"], Objection.UNKNOWN),
        (ALL, "old", Objection.RETIRED),
        (ALL, "next", Objection.NOT_YET),
        (BELOW, "harbour", None),
        (BELOW, "city", Objection.ELSEWHERE),
    ],
)
def test_a_code_is_taken_or_the_objection_named(
    offer: Offer, given: object, objection: Objection | None
) -> None:
    assert offer.objection(given) is objection


def test_what_a_record_holds_stays_with_it() -> None:
    assert ALL.objection("old", frozenset(["old"])) is None
    assert BELOW.objection("city", frozenset(["city"])) is None
    assert ALL.objection("nowhere", frozenset(["nowhere"])) is Objection.UNKNOWN


def test_a_form_offers_today_s_codes_with_their_depth_and_what_is_held() -> None:
    assert [(c.code, depth) for c, depth in BELOW.choices()] == [("north", 0), ("harbour", 1)]
    assert "old" in {c.code for c, _ in BELOW.choices(frozenset(["old"]))}
    assert [depth for _, depth in ALL.choices()] == [0, 1, 2]


def test_the_towns_are_offered_without_the_city_above_them() -> None:
    field = {"codelist": "towns", "codelist_below": "441900"}

    offered = [c.code for c, depth in Offer.of_field(field, TODAY).choices() if depth == 0]

    assert offered == [c.code for c in load("towns") if c.code != "441900"]


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        (None, set()), ("04", {"04"}), ('["a", "b"]', {"a", "b"}), (["a"], {"a"}),
        ("[broken", {"[broken"}), ("", {""}),
    ],
)  # fmt: skip
def test_held_codes_are_read_in_every_form_they_are_stored_in(
    value: object, codes: set[str]
) -> None:
    assert held(value) == codes
