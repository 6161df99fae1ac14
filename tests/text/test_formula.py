"""Cells that a spreadsheet would run are shown as texts, and read back unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.text.formula import bare, guarded, whole


@pytest.mark.parametrize("text", ["=1+1", "+86769", "-1", "@SUM(A1)", "\t=1", "'=1"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "东莞", "1-2", "'东莞'", "a=b"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert (guarded(text), bare(text)) == (text, text)


@given(st.text("'=+-@\t\r\n东a1 "))
def test_what_is_written_is_read_back(text: str) -> None:
    assert bare(guarded(text)) == text


def test_a_code_of_many_digits_keeps_them_in_a_spreadsheet() -> None:
    code = "307019290230000000"

    assert whole(code) == f"{code}\t"
    assert [whole(text) for text in ("2026", "307999/Z0000026", "")] == [
        "2026", "307999/Z0000026", "",
    ]  # fmt: skip
