"""What activities are about, and which make a page."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.activity.stream import (
    Subject,
    collect,
    is_instant,
    public_part,
    subject_of,
)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("new package", Subject.DATASET),
        ("changed resource view", Subject.DATASET),
        ("deleted organization", Subject.GROUP),
        ("changed user", Subject.PERSON),
        ("follow dataset", None),
        ("follow user", None),
        ("package", None),
        (None, None),
        ("", None),
    ],
)
def test_an_activity_is_about_one_thing(kind: Any, subject: Subject | None) -> None:
    assert subject_of(kind) is subject


def page(numbers: list[int], **wish: Any) -> list[int]:
    """Ask for a page of numbers of which the odd ones are hidden."""

    def fetch(start: int, size: int) -> list[Any]:
        rows = [{"n": n} for n in numbers]
        if wish.get("is_backwards"):
            end = len(rows) - start
            return rows[max(end - size, 0) : max(end, 0)]
        return rows[start : start + size]

    given = {"offset": 0, "limit": 3, "is_backwards": False, **wish}
    found = collect(fetch, lambda activity: activity["n"] % 2 == 0, **given)
    return [one["n"] for one in found]


def test_a_page_is_as_full_as_if_the_hidden_were_not_there() -> None:
    assert page(list(range(20))) == [0, 2, 4]
    assert page(list(range(20)), offset=3) == [6, 8, 10]
    assert page([1, 3, 5, 6]) == [6]
    assert page([]) == []


def test_a_page_that_counts_from_the_oldest_is_as_full() -> None:
    assert page(list(range(20)), is_backwards=True) == [14, 16, 18]
    assert page(list(range(20)), offset=1, is_backwards=True) == [12, 14, 16]
    assert page([2, 1, 3, 5], is_backwards=True) == [2]
    assert page([2, 4], offset=2, is_backwards=True) == []


def test_a_long_run_of_hidden_ones_ends_the_search() -> None:
    assert page([1] * 10_000 + [2]) == []


def test_the_public_part_says_what_and_when_and_no_more() -> None:
    activity = {
        "id": "a", "timestamp": "t", "activity_type": "changed package", "object_id": "d",
        "user_id": "u", "permission_labels": ["public"],
        "data": {"actor": "zhang", "package": {"title": "旧标题", "type": "dataset",
                 "resources": [{"url": "x", "hash": "y"}], "notes": "秘"}},
    }  # fmt: skip

    shown = public_part(activity, "新标题")

    assert shown == {
        "id": "a", "timestamp": "t", "activity_type": "changed package", "object_id": "d",
        "user_id": None, "permission_labels": None,
        "data": {"package": {"id": "d", "title": "新标题", "type": "dataset"}},
    }  # fmt: skip


def test_an_instant_is_on_the_calendar() -> None:
    assert all(map(is_instant, (0, "1764077000.5", 1764077000)))
    assert not any(map(is_instant, ("x", -1, "1e30", "nan", "inf", 10**400, None, [])))
