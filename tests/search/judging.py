"""Queries with graded answers, and how well a list of answers serves them.

The grades were given by reading the records, not by running the search: 2 for what was
looked for, 1 for what is of use beside it.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent / "judged"
DEMO = Path(__file__).resolve().parents[2] / "deploy/sandbox/data/items.csv"
SIGN = "｜"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One query with the grades of the titles that answer it."""

    query: str
    kind: str
    grades: Mapping[str, int]

    @property
    def is_tuned_on(self) -> bool:
        """Tell in which half the query is: one is tuned on, the other reported."""
        return sha256(self.query.encode()).digest()[0] % 2 == 0


def queries(name: str) -> list[Judged]:
    """Read the judged queries of a catalogue: `demo`, `foshan`, one of titles alone."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [_judged(row) for row in csv.DictReader(file)]


def _judged(row: Mapping[str, str]) -> Judged:
    good = dict.fromkeys((t for t in row["good"].split(SIGN) if t), 1)
    best = dict.fromkeys((t for t in row["best"].split(SIGN) if t), 2)
    return Judged(query=row["query"], kind=row["kind"], grades={**good, **best})


def demo_records() -> list[dict[str, str]]:
    """Read titles, summaries, keywords and items of the demo catalogue."""
    with DEMO.open(encoding="utf-8", newline="") as file:
        return [
            {
                "title": row["title"],
                "notes": row["abstract"].replace("{area}", "全市"),
                "tags": row["keywords"],
                "items": SIGN.join(
                    p.split("[")[0].split(":")[0] for p in row["extra"].split(";")
                ),
                "department": row["department"],
            }
            for row in csv.DictReader(file)
        ]


def foshan_records(shared: Path) -> list[dict[str, str]]:
    """Read the same of a real catalogue of 2018."""
    text = (shared / "samples/foshan_catalogue_2018.json").read_text("utf-8")
    head, *rows = json.loads(text)
    places = {name: head.index(name) for name in ("数据目录名称", "简介", "标签", "来源部门")}
    return [
        {
            "title": row[places["数据目录名称"]],
            "notes": row[places["简介"]] or "",
            "tags": (row[places["标签"]] or "").replace(",", "|"),
            "items": "",
            "department": row[places["来源部门"]] or "",
        }
        for row in rows
    ]


def records_of_titles(name: str) -> list[dict[str, str]]:
    """Read titles as other cities' catalogues write them, without anything beside."""
    with (HERE / f"{name}_titles.csv").open(encoding="utf-8", newline="") as file:
        return [{**row, "notes": "", "tags": "", "items": ""} for row in csv.DictReader(file)]


def gain(judged: Judged, answers: Sequence[str], depth: int = 10) -> float:
    """Compute nDCG at a depth, from 0 to 1."""
    ideal = sorted(judged.grades.values(), reverse=True)[:depth]
    grades = [judged.grades.get(title, 0) for title in answers[:depth]]
    return _discounted(grades) / _discounted(ideal)


def _discounted(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def summary(judged: Sequence[Judged], answers: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Average over queries: nDCG@10, share without answer, hit among three, recall among 50."""
    count = len(judged)
    lists = [(one, answers[one.query]) for one in judged]
    return {
        "ndcg_10": sum(gain(one, found) for one, found in lists) / count,
        "zero_hits": sum(not found for _, found in lists) / count,
        "hit_3": sum(any(t in one.grades for t in found[:3]) for one, found in lists) / count,
        "recall_50": sum(_recall(one, found) for one, found in lists) / count,
    }


def _recall(judged: Judged, found: Sequence[str]) -> float:
    best = {title for title, grade in judged.grades.items() if grade == 2}
    return len(best & set(found[:50])) / len(best)
