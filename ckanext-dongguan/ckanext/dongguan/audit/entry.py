"""One row of the audit log and what may stand in it, without CKAN.

No personal data beyond the account's id (个人信息保护法 art. 6, the least that the purpose
needs): no name, address, browser or session. What was in the data never comes here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

EVENTS = Path(__file__).with_name("events.yaml")
DETAILS = Path(__file__).with_name("details.yaml")
LONGEST_CODE, LONGEST_REASON, LONGEST_DETAIL = 120, 1000, 4000
# Words that a key of `detail` may not hold: what they name tells who or where a person is.
_PERSONAL = re.compile(
    r"(^|_)(ip|address|agent|browser|name|fullname|email|mail|phone|mobile|session|cookie|"
    r"token|password)($|_)"
)


class Outcome(StrEnum):
    """How a decision ended."""

    ALLOW = "allow"
    DENY = "deny"


class EntryError(ValueError):
    """A row that may not be written; `field` is the place, the text the cause."""

    def __init__(self, field: str, cause: str) -> None:
        super().__init__(f"{field}: {cause}")
        self.field = field
        self.cause = cause


@dataclass(frozen=True, kw_only=True)
class Event:
    """A kind of event: whether it stands with a change, and its words."""

    event: str
    kind: str
    zh: str
    en: str

    @property
    def is_change(self) -> bool:
        """Tell whether the row belongs to the transaction of what it tells of."""
        return self.kind == "change"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One decision or change: who (an id or nobody), what, on which dataset, by which rule.

    :raises EntryError: an unknown event or outcome, a text that is too long, a detail
        that is no mapping of plain values or tells of a person
    """

    event: str
    operation: str
    outcome: str
    account: str | None = None
    dataset: str | None = None
    resource: str | None = None
    rule: str | None = None
    detail: Mapping[str, Any] | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.event not in events():
            raise EntryError("event", "unknown")
        if self.outcome not in set(Outcome):
            raise EntryError("outcome", "unknown")
        for field in ("operation", "account", "dataset", "resource", "rule"):
            _check_code(field, getattr(self, field))
        if len(self.reason or "") > LONGEST_REASON or "\0" in (self.reason or ""):
            raise EntryError("reason", "too long or not text")
        if self.detail is not None:
            _check_detail(self.detail)

    def columns(self) -> dict[str, Any]:
        """Give the values by column."""
        return asdict(self)


@cache
def events() -> dict[str, Event]:
    """Read the kinds of events, by code."""
    rows = yaml.safe_load(EVENTS.read_text(encoding="utf-8"))
    return {row["event"]: Event(**row) for row in rows}


@cache
def detail_words() -> dict[str, dict[str, str]]:
    """Read what the keys of a detail are called, by language."""
    return dict(yaml.safe_load(DETAILS.read_text(encoding="utf-8")))


def _check_code(field: str, code: str | None) -> None:
    if code is None and field != "operation":
        return
    if not code or len(code) > LONGEST_CODE or not code.isprintable():
        raise EntryError(field, "no code")


def _check_detail(detail: Mapping[str, Any]) -> None:
    for key, value in detail.items():
        if _PERSONAL.search(key):
            raise EntryError(f"detail.{key}", "personal")
        if not isinstance(value, str | int | float | bool | None | list):
            raise EntryError(f"detail.{key}", "no plain value")
    if len(json.dumps(detail, ensure_ascii=False)) > LONGEST_DETAIL:
        raise EntryError("detail", "too long")
