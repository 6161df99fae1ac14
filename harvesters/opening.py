"""Sharing is not opening: which opening record counts for a record, without CKAN.

An item becomes public only with the opening record of its department: one that the
source carries, or one that the department gave here for the source or for the item. A
class that widens needs a decision of its own; one that narrows counts at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from ckanext.dongguan.openness.decision import Audience, OpenClass, State, resolve
from ckanext.dongguan.openness.record import OpeningRecord

RANKS = {
    OpenClass.WITHHELD.value: 0,
    OpenClass.CONDITIONAL.value: 1,
    OpenClass.UNCONDITIONAL.value: 2,
}
# Under this name a code map keeps a class that it does not know; no field of a dataset.
UNREAD_CLASS = "unread_class"
RECORD_FIELDS = tuple(one.name for one in fields(OpeningRecord))
PUBLIC = (Audience.OPEN.value, Audience.CONDITIONAL.value)


class Waiting(StrEnum):
    """Why a record waits for a decision of its department."""

    NOT = ""
    UNDECIDED = "undecided"
    WIDENED = "widened"
    # The source gives its class in a code that the map does not know.
    UNREAD = "unread"


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A dataset as it may be written, who it is for, and what it waits for."""

    dataset: dict[str, Any]
    audience: str
    waiting: Waiting
    # The class decided last and the key of that decision, for the next time.
    opening: tuple[str, str]
    # The class in the source's words, where the map does not know it.
    unread: str = ""


def settle(
    dataset: Mapping[str, Any],
    before: tuple[str, str],
    given: Mapping[str, str] | None,
    now: datetime,
) -> Settled:
    """Decide with which opening record a dataset is written.

    `before` is the class decided last with its key (both empty for a new record), `given`
    an opening record of the department with the widest `open_class` that it covers.
    """
    dataset = _with_given(dict(dataset), given or {})
    unread = str(dataset.pop(UNREAD_CLASS, ""))
    record, open_class = OpeningRecord.from_dataset(dataset), str(dataset.get("open_class", ""))
    opening, waiting = (open_class, _key(record)), Waiting.NOT
    if not record.is_complete:
        opening = before
        waiting = Waiting.UNDECIDED if _rank(open_class) else Waiting.NOT
    elif before[0] and _rank(open_class) > _rank(before[0]) and before[1] == opening[1]:
        opening, waiting = before, Waiting.WIDENED
        dataset = {k: v for k, v in dataset.items() if k not in RECORD_FIELDS}
    if unread:
        # Whatever stands there, nobody has read it as open.
        opening, waiting = before, Waiting.UNREAD
    audience = resolve(State.of(dataset), now).value
    if audience != Audience.OPEN:
        dataset = _without_data(dataset)
    return Settled(
        dataset=dataset, audience=audience, waiting=waiting, opening=opening, unread=unread
    )


def _without_data(dataset: dict[str, Any]) -> dict[str, Any]:
    """Leave files at their source that are not open; links lead nowhere new."""
    resources = [r for r in dataset.get("resources", ()) if "upload" not in r]
    return {**dataset, "resources": resources}


def _with_given(dataset: dict[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    if OpeningRecord.from_dataset(dataset).is_complete or not given:
        return dataset
    covered = _rank(given.get("open_class", OpenClass.UNCONDITIONAL.value))
    if _rank(str(dataset.get("open_class", ""))) > covered:
        return dataset
    return {**dataset, **{name: given.get(name, "") for name in RECORD_FIELDS}}


def _rank(open_class: str) -> int:
    return RANKS.get(open_class, 0)


def _key(record: OpeningRecord) -> str:
    text = "\x1f".join(asdict(record).values())
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def becomes_public(before: str, after: str) -> bool:
    """Tell whether an audience (a code of `Audience`) widens to the public."""
    return after in PUBLIC and before not in PUBLIC
