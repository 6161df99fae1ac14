"""Days, sizes and numbers as a person reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ckanext.dongguan import display


def test_an_instant_shows_the_day_it_was_in_dongguan() -> None:
    assert display.day_text("2026-11-20T16:30:00") == "2026-11-21"
    assert display.day_text("2026-11-20T15:30:00+00:00") == "2026-11-20"
    assert display.day_text(datetime(2026, 11, 20, 16, 30, tzinfo=UTC)) == "2026-11-21"


def test_a_plain_day_stays_that_day() -> None:
    assert display.day_text("2026-11-21") == "2026-11-21"


@pytest.mark.parametrize("text", [None, "", "2026", "2026-13-45", "去年", "2026-11-2x"])
def test_what_is_no_day_shows_nothing(text: str | None) -> None:
    assert display.day_text(text) == ""


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (512, "512 B"),
        (1024, "1.0 KB"),
        ("1258291", "1.2 MB"),
        (3 * 1024**3, "3.0 GB"),
        (2000 * 1024**4, "2000.0 TB"),
    ],
)
def test_a_size_has_the_unit_a_person_reads(size: object, shown: str) -> None:
    assert display.size_text(size) == shown


@pytest.mark.parametrize("size", [None, "", "x", 0, -5, "inf", "nan"])
def test_an_unknown_size_shows_nothing(size: object) -> None:
    assert display.size_text(size) == ""


def test_a_moment_is_written_with_its_time_in_dongguan() -> None:
    assert display.moment_text("2026-11-20T16:30:59.12") == "2026-11-21 00:30"
    assert display.moment_text(datetime(2026, 11, 20, 1, 5, tzinfo=UTC)) == "2026-11-20 09:05"
    assert display.moment_text(None) == display.moment_text("gestern") == ""


def test_thousands_are_separated() -> None:
    assert display.number_text(1204) == "1,204"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("东莞市交通运输局", "交通运输局"),
        ("东莞市人民政府办公室", "东莞市人民政府办公室"),
        ("中共东莞市委办公室", "中共东莞市委办公室"),
        ("东莞市", "东莞市"),
    ],
)
def test_the_city_goes_without_saying_before_its_departments(name: str, shown: str) -> None:
    assert display.short_name(name) == shown


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (10_000, "1 万", "10,000"),
        (48_203_117, "4,820.3 万", "48.2 million"),
        (1_200_000_000, "12 亿", "1.2 billion"),
    ],
)
def test_a_large_count_has_its_unit(number: int, chinese: str, english: str) -> None:
    assert display.short_number(number, "zh_Hans_CN") == chinese
    assert display.short_number(number, "en") == english
