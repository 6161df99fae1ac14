"""How the sharing platform writes an item down: its own field names and number codes."""

from __future__ import annotations

from typing import Any

from . import attachment, kind, table
from .item import Item
from .opening import Record
from .scale import World
from .vocabulary import settings


def summary(entry: Item) -> dict[str, Any]:
    """Return what a page of the directory says of an item."""
    return {
        "resId": entry.remote_id,
        "resTitle": entry.title,
        "officeCode": entry.office.code,
        "dataUpdateTime": _time(entry),
    }


def detail(world: World, entry: Item) -> dict[str, Any]:
    """Return everything the platform knows of an item; PROTOCOL.md explains each field."""
    files = attachment.attachments(world, entry) if entry.has_files else ()
    return {
        **summary(entry),
        "resCode": entry.code,
        "resType": kind.kind(entry).value,
        "resAbstract": entry.abstract,
        "keyword": entry.keywords,
        "subjectCode": entry.subject,
        "subjectName": settings()["subjects"][entry.subject],
        "officeName": entry.office.name,
        "areaCode": entry.area_code,
        **_classes(entry),
        "updateCycle": entry.cycle,
        "publishDate": entry.published_on.isoformat(),
        "periodStart": entry.period_start.isoformat(),
        "periodEnd": entry.period_end.isoformat(),
        "itemList": [_column(column, entry.columns[0]) for column in entry.columns],
        "extend": kind.extension(world, entry),
        "sourceSuffix": ",".join(attachment.suffixes(entry)),
        "sourceSystem": settings()["source_systems"][bool(files)],
        "fileCount": len(files),
        "fileSize": sum(len(file.content) for file in files),
        "recordTotal": table.row_count(world, entry),
        "catalogStatus": 3,
        "remark": settings()["mark"],
    }


def _classes(entry: Item) -> dict[str, Any]:
    opening = entry.opening
    return {
        "shareType": opening.share,
        "shareCondition": opening.share_condition,
        "shareMode": opening.share_mode,
        "dataLevel": opening.level,
        "openType": opening.open,
        "openCondition": opening.open_condition,
        "openMode": opening.open_manner,
        "openRequirement": opening.open_requirement,
        "openSafeguard": opening.open_safeguard,
        "openBasis": opening.open_basis,
        "openRecord": _record(opening.record) if opening.record else None,
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "decidedBy": record.decided_by,
        "decidedDate": record.decided_on.isoformat(),
        "decidedBasis": record.basis,
        "secrecyReviewBy": record.reviewed_by,
        "secrecyReviewDate": record.reviewed_on.isoformat() if record.reviewed_on else None,
        "secrecyReviewBasis": record.review_basis,
    }


def _column(column: Any, first: Any) -> dict[str, Any]:
    return {
        "itemName": column.name,
        "itemNameEn": column.name_en,
        "itemType": column.type,
        "itemLength": column.length,
        "itemUnit": column.unit,
        "itemDesc": column.note,
        "itemKey": int(column.kind in {"serial", "permit", "uscc"} and column is first),
    }


def files(world: World, entry: Item) -> list[dict[str, Any]]:
    """Return the list of an item's files."""
    if not entry.has_files:
        return []
    return [
        {
            "id": f"{entry.number + 1:08d}{file.key[:2]}",
            "fileName": file.name,
            "fileUrl": f"{file.key}.{file.suffix}",
            "sourceSuffix": file.suffix,
            "fileSize": len(file.content),
            "sha256": file.sha256,
            "updateTime": _time(entry),
        }
        for file in attachment.attachments(world, entry)
    ]


def _time(entry: Item) -> str:
    return entry.updated_at.strftime("%Y-%m-%d %H:%M:%S")
