"""A page's tag follows from everything that the page follows from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ckanext.dongguan.cache.edition import MAX_ADDRESS, Edition, Visit, encoding, is_kept, tag

EDITION = Edition(version=7, release="r", day=date(2026, 11, 25))
VISIT = Visit(scheme="http", host="a", path="/dataset/", query="q=1", encoding="br")


def test_the_same_question_has_the_same_tag() -> None:
    assert tag(EDITION, VISIT) == tag(replace(EDITION), replace(VISIT))


@pytest.mark.parametrize(
    "other",
    [{"version": 8}, {"release": "s"}, {"day": date(2026, 11, 26)}],
    ids=str,
)
def test_another_edition_has_another_tag(other: dict[str, object]) -> None:
    assert tag(replace(EDITION, **other), VISIT) != tag(EDITION, VISIT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        {"scheme": "https"},
        {"host": "b"},
        {"path": "/en/dataset/"},
        {"path": "/dataset/q=1", "query": ""},
        {"query": "q=2"},
        {"encoding": "gzip"},
    ],
    ids=str,
)
def test_another_visit_has_another_tag(other: dict[str, str]) -> None:
    assert tag(EDITION, replace(VISIT, **other)) != tag(EDITION, VISIT)


def test_letters_of_a_broken_address_have_a_tag_too() -> None:
    assert tag(EDITION, replace(VISIT, path="/\udcff"))


def test_an_endless_address_is_not_kept() -> None:
    assert is_kept(VISIT)
    assert not is_kept(replace(VISIT, query="a" * MAX_ADDRESS))


@pytest.mark.parametrize("others", [[("zstd", 1)], [("deflate", 0.5)], []])
def test_browsers_that_read_the_same_share_a_page(others: list[tuple[str, float]]) -> None:
    usual = [("gzip", 1.0), ("br", 1.0)]

    assert encoding([*reversed(usual), *others]) == encoding(usual)
    assert encoding(others) == ""


def test_browsers_that_read_otherwise_share_none() -> None:
    told = [[("br", 1.0)], [("br", 0.0)], [("gzip", 1.0)], [("*", 1.0)], []]

    assert len({encoding(one) for one in told}) == len(told)
