"""What people paste becomes a line that can be kept and seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.text.line import can_be_kept, one_line


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        (" 甲\r\n乙\t丙 ", "甲 乙 丙"), ("甲\u200b\x07乙", "甲乙"), ("\u3000甲", "甲"),
        ("e\u0301", "é"), ("\ufffe甲", "甲"), ("\ud800甲", "甲"), ("甲 \x00 乙", "甲 乙"),
    ],
)  # fmt: skip
def test_a_pasted_text_becomes_one_line(pasted: str, line: str) -> None:
    assert one_line(pasted) == line


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\ud800", "\ufffe", "\uffff"])
def test_what_no_workbook_holds_cannot_be_kept(text: str) -> None:
    assert not can_be_kept(f"甲{text}乙")


def test_lines_rare_and_new_characters_are_kept() -> None:
    assert can_be_kept("甲\n乙\t\U0003134f\U000323af🚌")


@given(st.text())
def test_a_line_can_be_kept_and_stays_as_it_is(text: str) -> None:
    line = one_line(text)

    assert can_be_kept(line)
    assert one_line(line) == line
