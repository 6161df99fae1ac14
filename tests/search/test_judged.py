"""The judged queries find what was judged, through `package_search` in the real index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import judging

Found = Callable[..., list[str]]


def fields(record: dict[str, str]) -> dict[str, Any]:
    return {
        "title": record["title"],
        "notes": record["notes"],
        "tags": [{"name": tag} for tag in record["tags"].split("|") if tag],
        "items": [{"name": name} for name in record["items"].split(judging.SIGN) if name],
        "organization": {"name": "dg-jtysj", "title": record["department"]},
    }


def of(name: str, shared: Path) -> list[dict[str, str]]:
    return judging.demo_records() if name == "demo" else judging.foshan_records(shared)


@pytest.mark.parametrize("name", ["elsewhere", "portals", "counties", "coasts", "harbours"])
def test_everyday_words_find_what_other_cities_call_otherwise(
    name: str, lone_catalogue: Callable[..., None], found: Found
) -> None:
    """Only titles to find things by; in `elsewhere` a single one of similar ones is right."""
    records = judging.records_of_titles(name)
    titles = {record["title"] for record in records}
    lone_catalogue(*(fields(record) for record in records))
    judged = judging.queries(name)

    answers = {one.query: [t for t in found(one.query) if t in titles] for one in judged}
    told = judging.summary(judged, answers)

    assert told["zero_hits"] <= 0.01
    assert told["hit_3"] >= 0.95
    assert told["recall_50"] >= 0.97


def test_there_are_enough_queries_of_every_kind() -> None:
    judged = [*judging.queries("demo"), *judging.queries("foshan")]

    assert len(judged) >= 200
    assert {one.kind for one in judged} >= {
        "word", "everyday", "traditional", "pinyin", "initials", "abbreviation", "two",
        "question", "english",
    }  # fmt: skip
    assert 0.4 < sum(one.is_tuned_on for one in judged) / len(judged) < 0.6


@pytest.mark.shared
@pytest.mark.parametrize("name", ["demo", "foshan"])
def test_every_graded_title_is_one_of_the_catalogue(name: str, shared: Path) -> None:
    titles = {record["title"] for record in of(name, shared)}

    assert {t for one in judging.queries(name) for t in one.grades} - titles == set()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["demo", "foshan"])
def test_what_people_ask_is_found_first(
    name: str, shared: Path, lone_catalogue: Callable[..., None], found: Found
) -> None:
    titles = {record["title"] for record in of(name, shared)}
    lone_catalogue(*(fields(record) for record in of(name, shared)))
    judged = [one for one in judging.queries(name) if not one.is_tuned_on]

    answers = {one.query: [t for t in found(one.query) if t in titles] for one in judged}
    told = judging.summary(judged, {query: each[:50] for query, each in answers.items()})

    assert told["zero_hits"] <= 0.02
    assert told["hit_3"] >= 0.93
    assert told["recall_50"] >= 0.95
    assert told["ndcg_10"] >= 0.88
