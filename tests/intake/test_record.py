"""The canonical form of a record."""

from __future__ import annotations

import pytest

from ckanext.dongguan.intake.record import fingerprint

RECORD = {"title": "东莞市公交站点信息", "items": [{"name": "站名", "length": ""}], "n": 1}


@pytest.mark.parametrize(
    "same",
    [
        dict(reversed(RECORD.items())),
        {**RECORD, "notes": None, "tags": []},
        {**RECORD, "items": [{"length": None, "name": "站名"}]},
    ],
)
def test_equal_content_has_one_fingerprint(same: dict[str, object]) -> None:
    assert fingerprint(same) == fingerprint(RECORD)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert fingerprint({"title": "é"}) == fingerprint({"title": "é"})


@pytest.mark.parametrize(
    "other",
    [
        {**RECORD, "title": "东莞市公交站点"},
        {**RECORD, "n": 0},
        {**RECORD, "n": False},
        {**RECORD, "items": [{"name": "站名"}, {"name": "线路"}]},
    ],
)
def test_other_content_has_another_fingerprint(other: dict[str, object]) -> None:
    assert fingerprint(other) != fingerprint(RECORD)
