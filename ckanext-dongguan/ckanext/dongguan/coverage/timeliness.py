"""Which entries have a fixed update cycle, and which of them are on time, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ckanext.dongguan.schemas.codelists import load


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """A fixed cycle: its code, and after how many days without new data they are late."""

    code: str
    days: int


def cycles() -> tuple[Cycle, ...]:
    """Read the fixed cycles from their code list; others say no date to be measured by."""
    return tuple(
        Cycle(code=one.code, days=int(one.more["stale_after_days"]))
        for one in load("update_frequency")
        if one.more.get("stale_after_days")
    )


def fixed(known: Iterable[Cycle]) -> str:
    """Write the query for entries with a fixed cycle."""
    return f"update_frequency:({' OR '.join(one.code for one in known)})"


def on_time(known: Iterable[Cycle], today: date) -> str:
    """Write the query for entries whose data are on time on a day; undated ones are not."""
    return " OR ".join(f"({part})" for part in _on_time(known, today))


def _on_time(known: Iterable[Cycle], today: date) -> Iterator[str]:
    for one in known:
        oldest = today - timedelta(days=one.days)
        since = f"[{oldest.isoformat()}T00:00:00Z TO *]"
        yield f"update_frequency:{one.code} AND data_updated_on:{since}"
