"""Which rows of the log are asked for, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from ckanext.dongguan.clock import SHANGHAI
from ckanext.dongguan.roles.term import until as end


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Rows of one event, outcome, dataset, resource, account; of a period [since, until)."""

    event: str | None = None
    outcome: str | None = None
    dataset: str | None = None
    resource: str | None = None
    account: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def shown(self) -> dict[str, str]:
        """Give what was chosen, as the row that tells of this reading keeps it."""
        chosen = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, datetime) else str(value)[:100]
            for name, value in chosen.items()
            if value is not None
        }


class PeriodError(ValueError):
    """A day or instant that cannot be read; `field` is the place."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def select(asked: Mapping[str, Any]) -> Selection:
    """Read what is asked for; days are whole days of Dongguan, empty values choose all.

    :raises PeriodError: `since` or `until` is neither a day nor an instant in ISO 8601
    """
    codes = ("event", "outcome", "dataset", "resource", "account")
    chosen = {name: str(asked.get(name) or "").strip() or None for name in codes}
    return Selection(
        **chosen,
        since=_instant("since", begin, asked.get("since")),
        until=_instant("until", end, asked.get("until")),
    )


def begin(text: str) -> datetime:
    """Read the begin of a period: a day begins at midnight in Dongguan.

    :raises ValueError: neither a day nor an instant in ISO 8601
    """
    try:
        return datetime.combine(date.fromisoformat(text), time(), SHANGHAI)
    except ValueError:
        return end(text)


def _instant(field: str, read: Any, text: Any) -> datetime | None:
    if not text:
        return None
    try:
        return read(str(text).strip())  # type: ignore[no-any-return]
    except ValueError as error:
        raise PeriodError(field) from error
