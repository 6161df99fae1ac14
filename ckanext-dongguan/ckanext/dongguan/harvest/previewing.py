"""The first records of a source, as they would come in: nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ckanext.dongguan.harvesters.adapter import Adapter, Asked
from ckanext.dongguan.harvesters.found import Content, Found, content_hash
from ckanext.dongguan.harvesters.opening import settle
from ckanext.dongguan.harvesters.problem import RecordError, SourceError
from ckanext.dongguan.harvesters.tally import legible


def first(
    adapter: Adapter, opening: Mapping[str, str] | None, most: int, now: datetime
) -> tuple[list[dict[str, Any]], SourceError | None]:
    """Read the first records; give each with its fields or its fault, and what broke off."""
    rows: list[dict[str, Any]] = []
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
) -> dict[str, Any]:
    row: dict[str, Any] = {"remote_id": legible(one.remote_id), "title": legible(one.title)}
    try:
        if isinstance(content, RecordError):
            raise content
        # As a run does, which tells what no database can keep.
        content_hash(content or {})
        settled = settle(adapter.dataset(content or {}), ("", ""), opening, now)
    except RecordError as refusal:
        return {**row, "fault": str(refusal)}
    dataset = settled.dataset
    return {
        **row,
        "title": dataset.get("title") or one.title,
        "type": dataset.get("type", "dataset"),
        "owner_org": dataset.get("owner_org", ""),
        "open_class": dataset.get("open_class", ""),
        "audience": settled.audience,
        "waiting": settled.waiting.value,
        "files": len(dataset.get("resources", ())),
        "fault": "",
    }
