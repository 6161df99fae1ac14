"""The rows of a file are told where its bytes say which they are, and not guessed elsewhere."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from ckanext.dongguan.harvesters import counting
from ckanext.dongguan.harvesters.counting import row_count

HEADER = ("线路", "首班", "票价")


def workbook(*sheets: Sequence[Sequence[Any]]) -> io.BytesIO:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file


@pytest.mark.parametrize(
    ("sheets", "count"),
    [
        ([[HEADER, ("1路", "6:30", 2), ("2路", "6:00", None)]], 2),
        ([[HEADER]], 0),
        ([[(), HEADER, (), ("1路", "6:30", 2), (None, "")]], 1),
        ([[HEADER, ("1路", "6:30", 2)], []], 1),
    ],
    ids=["with a gap", "only a header", "blank rows", "an empty sheet beside it"],
)
def test_the_rows_of_a_workbook_under_its_header_are_counted(
    sheets: list[list[Any]], count: int
) -> None:
    counted = row_count(workbook(*sheets), "xlsx")

    assert counted == count


@pytest.mark.parametrize(
    "sheets",
    [
        [[("东莞市公交线路",), HEADER, ("1路", "6:30", 2)]],
        [[("1路", "6:30", 2), ("2路", "6:00", 2)]],
        [[HEADER, ("1路", "6:30", 2)], [HEADER, ("K1路", "6:30", 3)]],
        [[]],
    ],
    ids=["a title above", "no header", "two sheets", "nothing"],
)
def test_a_workbook_that_does_not_say_what_its_rows_are_has_no_number(
    sheets: list[list[Any]],
) -> None:
    counted = row_count(workbook(*sheets), "xlsx")

    assert counted is None


def test_a_damaged_workbook_has_no_number() -> None:
    whole = workbook([HEADER, ("1路", "6:30", 2)]).getvalue()

    counts = [row_count(io.BytesIO(whole[:length]), "xlsx") for length in (0, 4, 900, 3000)]

    assert counts == [None] * 4


def test_a_workbook_that_unpacks_to_too_much_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST_UNPACKED", 1000)

    counted = row_count(workbook([HEADER, ("1路", "6:30", 2)]), "xlsx")

    assert counted is None


@pytest.mark.parametrize(
    ("text", "encoding", "suffix", "count"),
    [
        ("线路,票价\n1路,2\n\n2路,2\n", "gb18030", "csv", 2),
        ("线路,票价\n1路,2\n", "utf-8-sig", "CSV", 1),
        ('{"total": 2, "data": [{"线路": 1}, {"线路": 2}]}', "utf-8", "json", 2),
        ('{"total": 2}', "utf-8", "json", None),
        ("线路", "utf-8", "pdf", None),
    ],
)
def test_texts_are_counted_and_stand_where_they_stood(
    text: str, encoding: str, suffix: str, count: int | None
) -> None:
    content = io.BytesIO(text.encode(encoding))
    content.seek(3)

    counted = row_count(content, suffix)

    assert counted == count
    assert content.tell() == 3
