"""A record with every field filled is created, changed and shown alike through every door."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.directory.breach import breaches
from ckanext.dongguan.directory.rule import of_type
from ckanext.dongguan.schemas.codelists import load as load_codelist
from ckanext.dongguan.schemas.dataset_type import NAMES, Field, load

from ..conftest import complete
from .doors import Clerk, Record
from .records import NOT_WRITTEN

ROWS = 12
SAMPLES = {
    "dongguan_day": ("2026-01-05", "2026-02-06"),
    "dongguan_past_day": ("2026-01-05", "2026-02-06"),
    "dongguan_period": ("2024-Q1", "2024-03"),
    "dongguan_period_start": ("2024-01-01", "2024-02-01"),
    "dongguan_period_end": ("2024-12-31", "2024-11-30"),
    "dongguan_number": ("12", "13"),
    "dongguan_length": ("20", "21"),
    "dongguan_credit_code": ("914403001922038216", "91440300708461136T"),
    "dongguan_resource_codes": ("307015050/000001", "307015050/000002"),
    "dongguan_web_address": ("https://example.cn/a", "https://example.cn/b"),
    "dongguan_email": ("a@example.cn", "b@example.cn"),
    "dongguan_phone": ("0769-22830000", "0769-22830001"),
}


def good(field: Field, turn: int, number: int = 0) -> Any:
    """Give a value of a field, another one at each turn."""
    if field.subfields:
        return [row(field, turn, n) for n in range(ROWS)]
    if field.codelist:
        codes = [code.code for code in load_codelist(field.codelist)]
        code = codes[min(turn + (field.name == "town"), len(codes) - 1)]
        return [code] if field.preset == "dongguan_codes" else code
    texts = SAMPLES.get(field.preset)
    return texts[turn] if texts else f"第{turn}次{field.name}{number}\n（说明）".strip()


def row(field: Field, turn: int, number: int) -> Record:
    """Give a row; what the rules of rows bar is left out."""
    barred = {"is_timestamp", "open_class", "share_class"} | ({"length"} if turn else set())
    found = {
        name: good(sub, turn, number)
        for name, sub in field.subfields.items()
        if name not in barred
    }
    return {**found, "name": f"第{number}行"} | (
        {"type": "D"} if turn and "type" in found else {}
    )


def filled(kind: str, turn: int) -> Record:
    """Fill every field that the rules allow beside the others."""
    made = complete(type=kind)
    for name, field in load(kind).fields.items():
        if name not in NOT_WRITTEN:
            trial = made | {name: good(field, turn)}
            made = made if list(breaches(of_type(kind), trial)) else trial
    return made


@pytest.mark.parametrize("kind", NAMES)
def test_a_full_record_is_equal_through_every_door(clerk: Clerk, doors: Any, kind: str) -> None:
    owner = {"owner_org": clerk.department["id"]}
    made, changed = filled(kind, 0), filled(kind, 1)
    shown: dict[str, list[Any]] = {}

    for name, door in doors.items():
        title = f"满填 {kind} {name}"
        (first,) = door(clerk, [{**made, **owner, "title": title}])
        assert first.sentences == frozenset()
        edit = {**changed, **owner, "title": title, "id": first.dataset_id}
        (second,) = door(clerk, [edit])
        assert second.sentences == frozenset()
        shown[name] = [{**first.record, "title": ""}, {**second.record, "title": ""}]

    for name in doors:
        assert shown[name] == shown["api"], name
    # Nothing was lost on the way: what was sent is what is shown.
    assert {k: shown["api"][0].get(k) for k in made} == made
    assert len(shown["api"][1]["items"]) == ROWS
