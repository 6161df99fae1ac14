"""The log as CSV: readable by a spreadsheet, and harmless in it."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest

from ckanext.dongguan.audit.export import COLUMNS, cell, lines


def row(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**dict.fromkeys(COLUMNS), **values})


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_runs_as_a_formula(first: str) -> None:
    """OWASP, CSV injection."""
    typed = f'{first}HYPERLINK("http://x","y")'

    (_, cells) = read("".join(lines([row(reason=typed)], COLUMNS)))

    assert cells[COLUMNS.index("reason")] == f"'{typed}"


def test_a_spreadsheet_takes_the_file_for_utf_8() -> None:
    text = "".join(lines([row(reason="排查“逗号,”和\n换行")], ["编号"] * len(COLUMNS)))

    assert text.startswith("\ufeff编号")
    assert read(text)[1][COLUMNS.index("reason")] == "排查“逗号,”和\n换行"


def test_times_and_details_are_written_the_same_way_each_time() -> None:
    assert cell(datetime(2026, 3, 1, 16, tzinfo=UTC)) == "2026-03-02T00:00:00.000+08:00"
    assert cell({"b": 1, "a": "文"}) == '{"a": "文", "b": 1}'
    assert cell(None) == ""
    assert cell(7) == "7"


def test_rows_flow_and_are_not_gathered() -> None:
    taken = []

    def many() -> Any:
        for number in range(1000):
            taken.append(number)
            yield row(id=number)

    pieces = lines(many(), COLUMNS)
    next(pieces)
    next(pieces)

    assert len(taken) < 500
    assert len(read("".join(pieces))) > 700
