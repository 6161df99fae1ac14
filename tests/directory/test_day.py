"""Days are read only where they are days."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ckanext.dongguan.directory.day import of_serial, parse


@pytest.mark.parametrize(
    "value",
    ["2024-02-29", " 2024-02-29 ", "2024-02-29T12:00:00", "2024-02-29 12:00:00.5+08:00",
     "２０２４-02-29", "2024/2/29", "2024年2月29日", "二〇二四年二月二十九日", "20240229",
     date(2024, 2, 29), datetime(2024, 2, 29, 23)],
)  # fmt: skip
def test_a_day_is_read(value: object) -> None:
    assert parse(value) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "value",
    ["2023-02-29", "2024-02", "2024年2月", "2024", "", None, 45000, "45000", "2024-02-29x"],
)
def test_anything_else_is_no_day(value: object) -> None:
    assert parse(value) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("45000", date(2023, 3, 15)), ("43138.5", date(2018, 2, 7)), ("2024", None),
        ("450001", None), ("去年", None), ("", None), ("-45000", None),
        # A telephone number begins like one of five digits.
        ("076922830000", None), ("００００１", None),
    ],
)  # fmt: skip
def test_a_number_of_excel_is_read_as_the_day_it_means(text: str, meant: date | None) -> None:
    assert of_serial(text) == meant
