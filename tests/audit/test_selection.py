"""Which rows are asked for: days of Dongguan, empty fields, bad days."""

from __future__ import annotations

from datetime import datetime

import pytest

from ckanext.dongguan.audit.selection import PeriodError, Selection, select


def test_a_day_is_whole_in_dongguan() -> None:
    chosen = select({"since": "2026-03-01", "until": "2026-03-01"})

    assert chosen.since == datetime.fromisoformat("2026-03-01T00:00:00+08:00")
    assert chosen.until == datetime.fromisoformat("2026-03-02T00:00:00+08:00")


def test_an_instant_is_taken_as_it_is() -> None:
    chosen = select({"since": "2026-03-01T08:30:00", "until": "2026-03-01T00:30:00+00:00"})

    assert chosen.since == chosen.until
    assert chosen.since == datetime.fromisoformat("2026-03-01T08:30:00+08:00")


def test_empty_fields_choose_everything() -> None:
    assert select({"event": "", "since": "", "account": " "}) == Selection()
    assert Selection().shown() == {}


@pytest.mark.parametrize("text", ["去年", "2026-13-01", "2026-03-32", "9999-12-31"])
@pytest.mark.parametrize("field", ["since", "until"])
def test_a_bad_day_is_told_at_its_field(field: str, text: str) -> None:
    if text == "9999-12-31" and field == "since":
        assert select({field: text}).since is not None
        return

    with pytest.raises(PeriodError) as refused:
        select({field: text})

    assert refused.value.field == field


def test_what_was_chosen_is_shown_in_short() -> None:
    chosen = select({"event": "freeze", "since": "2026-03-01", "dataset": "x" * 300})

    assert chosen.shown() == {
        "event": "freeze", "dataset": "x" * 100, "since": "2026-03-01T00:00:00+08:00",
    }  # fmt: skip
