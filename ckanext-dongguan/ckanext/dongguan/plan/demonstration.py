"""The plan of a demonstration site out of the datasets that it has, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).with_name("demonstration.yaml")
Dataset = Mapping[str, Any]


def planned(
    given: Iterable[Dataset], awaited: Iterable[Dataset], today: date
) -> list[dict[str, Any]]:
    """Plan one dataset of each department, as `dongguan_plan_create` takes the items.

    :param given: datasets with files for everyone
    :param awaited: entries without files
    """
    examples = yaml.safe_load(EXAMPLES.read_text("utf-8"))
    pairs = [
        *zip(_one_each(given), examples["given"], strict=False),
        *zip(_one_each(awaited), examples["awaited"], strict=False),
    ]
    return [_item(dataset, example, today) for dataset, example in pairs]


def _one_each(datasets: Iterable[Dataset]) -> Iterator[Dataset]:
    seen = set()
    for dataset in datasets:
        name = dataset["organization"]["name"]
        if name not in seen:
            seen.add(name)
            yield dataset


def _item(dataset: Dataset, example: Mapping[str, Any], today: date) -> dict[str, Any]:
    item = {
        "title": dataset["title"],
        "title_en": dataset.get("title_en") or "",
        "organization": dataset["organization"]["name"],
        "dataset": dataset["name"],
        "due_on": _day(today, example["due"]),
        "is_priority": example.get("is_priority", False),
    }
    return item | ({"done_on": _day(today, example["done"])} if "done" in example else {})


def _day(today: date, days: int) -> str:
    """Count days from today, but stay in its year: the front page shows that plan."""
    first, last = today.replace(month=1, day=1), today.replace(month=12, day=31)
    return min(max(today + timedelta(days=days), first), last).isoformat()
