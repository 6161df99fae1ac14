"""No door decides otherwise than the others: what is taken, what is refused, what is shown.

DONGGUAN_EXAMPLES looks at more records than the suite has time for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ckanext.dongguan.schemas.dataset_type import NAMES

from .doors import Answer, Clerk, Record
from .records import record

EXAMPLES = int(os.environ.get("DONGGUAN_EXAMPLES", "2"))
_titles = iter(range(10_000_000))


def bare(answer: Answer) -> set[str]:
    """Leave out the places before the sentences: Excel tells them as cells."""
    return {re.sub(r"^[^“]*(?=“)|^[^“：]*：", "", one) for one in answer.sentences}


def titled(given: Record, clerk: Clerk, door: str) -> Record:
    title = f"性质测试 {door} {next(_titles)}"
    return {**given, "title": title, "owner_org": clerk.department["id"]}


def at_every_door(clerk: Clerk, doors: Any, records: list[Record]) -> dict[str, list[Answer]]:
    """Hand the same records in at each door, under titles of their own.

    A workbook is taken whole or not at all: the good ones go in a file of their own.
    """
    told = {
        name: door(clerk, [titled(one, clerk, name) for one in records])
        for name, door in doors.items()
        if name != "excel"
    }
    is_good = [not answer.sentences for answer in told["api"]]
    good = [titled(r, clerk, "excel") for r, ok in zip(records, is_good, strict=True) if ok]
    bad = [titled(r, clerk, "excel") for r, ok in zip(records, is_good, strict=True) if not ok]
    taken = iter(doors["excel"](clerk, good)) if good else iter(())
    refused = iter(doors["excel"](clerk, bad)) if bad else iter(())
    return {**told, "excel": [next(taken if ok else refused) for ok in is_good]}


def differences(told: dict[str, list[Answer]], records: list[Record]) -> Iterator[Any]:
    """Name the records of which a door says otherwise than the API, and what."""
    for number, one in enumerate(records):
        api = told["api"][number]
        for name, answers in told.items():
            if bare(answers[number]) != bare(api):
                yield name, bare(answers[number]) ^ bare(api), one
            elif differing := set(_items(answers[number])) ^ set(_items(api)):
                yield name, differing, one


def _items(answer: Answer) -> Iterator[tuple[str, str]]:
    for key, value in answer.record.items():
        if key != "title":
            yield key, repr(value)


@pytest.mark.parametrize("kind", NAMES)
def test_no_door_decides_otherwise(clerk: Clerk, doors: Any, kind: str) -> None:
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES < 10, database=None,
        # A shrunk record is nicer to read, and costs minutes.
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(record(kind), min_size=6, max_size=6))
    def holds(records: list[Record]) -> None:
        told = at_every_door(clerk, doors, records)
        assert list(differences(told, records)) == []

    holds()
