"""The canonical form of a record."""

from __future__ import annotations

import pytest

from ckanext.dongguan.intake.record import carry_over, fingerprint, is_same

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


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_empty_values_say_the_same(empty: object) -> None:
    assert is_same(empty, None)
    assert not is_same(empty, "站名")


def test_equal_values_say_the_same_in_any_order_of_keys() -> None:
    assert is_same(RECORD, dict(reversed(RECORD.items())))


OLD = {"id": "1", "name": "站点", "format": "CSV", "hash": "a", "url": "站点.csv"}


def test_an_unchanged_file_keeps_its_id_and_is_not_uploaded_again() -> None:
    wanted = {"name": "站点", "format": "CSV", "hash": "a", "upload": object()}

    assert carry_over([OLD], [wanted]) == [OLD]


def test_a_changed_file_keeps_its_id_and_is_uploaded() -> None:
    wanted = {"name": "站点", "format": "CSV", "hash": "b", "upload": "bytes"}

    assert carry_over([OLD], [wanted]) == [{**wanted, "id": "1"}]


def test_two_files_of_one_name_and_format_do_not_share_an_id() -> None:
    wanted = {"name": "站点", "format": "CSV", "hash": "a"}

    assert [r.get("id") for r in carry_over([OLD], [wanted, wanted])] == ["1", None]
