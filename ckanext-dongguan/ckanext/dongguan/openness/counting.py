"""How entries are counted in the index, hidden ones too, as numbers only, without CKAN.

The policy's operation `count` says who counts what; each document carries the labels of
those who count it. A question counts by fields whose values are public: what it is about,
never its words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

# Guarded like the labels of those who find: `search/disguise` looks for their name.
COUNTERS = "permission_labels_count"
FINDERS = "permission_labels"
TOTAL = "catalogued"

# 已挂接: that a withheld entry has files is nobody's to know, so it is not counted here.
ATTACHED = "has_resource:true AND NOT open_class:withheld"
# 已开放: everyone finds it, its class sets no condition, and there is a file.
OPEN = "permission_labels:public AND open_class:unconditional AND has_resource:true"
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "attached": ATTACHED,
        "open": OPEN,
        "unconditional": "permission_labels:public AND open_class:unconditional",
        "conditional": "permission_labels:public AND open_class:conditional",
        # An entry that waits for its review is not withheld yet.
        "withheld": f"{COUNTERS}:public AND open_class:withheld",
    }
)
Numbers = dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Question:
    """By which fields to count, what beside the entries, and within what."""

    fields: tuple[str, ...]
    measures: Mapping[str, str]
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Numbers of all entries, and of each value of each field; '' where there is none."""

    total: Numbers
    fields: dict[str, dict[str, Numbers]]


def facets(question: Question) -> str:
    """Write the question as one `json.facet` of Solr."""
    measures = {name: {"type": "query", "q": q} for name, q in question.measures.items()}
    by_field = {
        f"by_{field}": {
            "type": "terms", "field": field, "limit": -1, "missing": True, "facet": measures,
        }
        for field in question.fields
    }  # fmt: skip
    return json.dumps({**measures, **by_field})


def filters(site: str, field: str, labels: Iterable[str]) -> list[str]:
    """Write what narrows a request: this site, active entries, who counts or finds them."""
    held = " OR ".join(f'"{label}"' for label in labels)
    return [f'+site_id:"{site}"', "+state:active", f"+{field}:({held})"]


def answer(question: Question, found: Mapping[str, Any]) -> Answer:
    """Read Solr's `facets`; of an empty index it says the count only."""
    return Answer(
        total=_numbers(found, question),
        fields={
            field: dict(_values(found.get(f"by_{field}", {}), question))
            for field in question.fields
        },
    )


def _values(found: Mapping[str, Any], question: Question) -> Iterable[tuple[str, Numbers]]:
    for bucket in found.get("buckets", ()):
        yield str(bucket["val"]), _numbers(bucket, question)
    missing = found.get("missing", {})
    if missing.get("count"):
        yield "", _numbers(missing, question)


def _numbers(bucket: Mapping[str, Any], question: Question) -> Numbers:
    measures = {name: int(bucket.get(name, {}).get("count", 0)) for name in question.measures}
    return {TOTAL: int(bucket.get("count", 0)), **measures}
