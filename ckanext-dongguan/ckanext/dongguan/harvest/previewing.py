"""The first records of a source, as they would come in: nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ckanext.dongguan.harvesters.adapter import Adapter, Asked
from ckanext.dongguan.harvesters.found import Content, Found, content_hash
from ckanext.dongguan.harvesters.ledger import Entry, Told
from ckanext.dongguan.harvesters.opening import Settled, settle
from ckanext.dongguan.harvesters.problem import RecordError, SourceError
from ckanext.dongguan.harvesters.tally import legible

# Says what the portal would make of entries; writes nothing.
Weigh = Callable[[Sequence[Entry]], Sequence[Told]]
_Row = tuple[dict[str, Any], Entry | None]


def first(
    adapter: Adapter,
    opening: Mapping[str, str] | None,
    most: int,
    now: datetime,
    weigh: Weigh,
) -> tuple[list[dict[str, Any]], SourceError | None]:
    """Read the first records; give each with its fields or its fault, and what broke off."""
    rows, problem = _read(adapter, opening, most, now)
    return list(_weighed(rows, weigh)), problem


def _read(
    adapter: Adapter, opening: Mapping[str, str] | None, most: int, now: datetime
) -> tuple[list[_Row], SourceError | None]:
    rows: list[_Row] = []
    try:
        for batch in adapter.batches(Asked()):
            wanted = list(batch.found)[: most - len(rows)]
            rows += [
                _row(adapter, one, content, opening, now)
                for one, content in _whole(adapter, wanted)
            ]
            if len(rows) >= most:
                break
    except SourceError as problem:
        return rows, problem
    finally:
        adapter.close()
    return rows, None


def _whole(adapter: Adapter, wanted: list[Found]) -> list[tuple[Found, Any]]:
    told: list[tuple[Found, Any]] = [
        (one, RecordError(*one.fault) if one.fault else one.content) for one in wanted
    ]
    bare = [one for one in wanted if one.content is None and not one.fault]
    brought = (
        dict(
            zip(
                (one.remote_id for one in bare),
                (c for _, c in adapter.details(bare)),
                strict=True,
            )
        )
        if bare
        else {}
    )
    return [(one, brought.get(one.remote_id, content)) for one, content in told]


def _row(
    adapter: Adapter,
    one: Found,
    content: Content | RecordError | None,
    opening: Mapping[str, str] | None,
    now: datetime,
) -> _Row:
    row: dict[str, Any] = {"remote_id": legible(one.remote_id), "title": legible(one.title)}
    try:
        if isinstance(content, RecordError):
            raise content
        # As a run does, which tells what no database can keep.
        content_hash(content or {})
        settled = settle(adapter.dataset(content or {}), ("", ""), opening, now)
    except RecordError as refusal:
        return {**row, "fault": str(refusal)}, None
    dataset = settled.dataset
    shown = {
        **row,
        "title": dataset.get("title") or one.title,
        "type": dataset.get("type", "dataset"),
        "owner_org": dataset.get("owner_org", ""),
        "open_class": dataset.get("open_class", ""),
        "audience": settled.audience,
        "waiting": settled.waiting.value,
        "unread": legible(settled.unread),
        "files": len(dataset.get("resources", ())),
        "fault": "",
    }
    return shown, _entry(one, settled, shown["title"])


def _entry(one: Found, settled: Settled, title: str) -> Entry:
    return Entry(
        remote_id=one.remote_id, title=title, dataset=settled.dataset, hash="",
        stamp=one.stamp, audience=settled.audience, waiting=settled.waiting,
        opening=settled.opening, known=None, unread=legible(settled.unread),
    )  # fmt: skip


def _weighed(rows: Sequence[_Row], weigh: Weigh) -> Iterator[dict[str, Any]]:
    """Say of each record that could be read what the portal has against it."""
    told = iter(weigh([entry for _row, entry in rows if entry]))
    for row, entry in rows:
        reason = next(told).reason if entry else ""
        yield {**row, "fault": reason} if reason else row
