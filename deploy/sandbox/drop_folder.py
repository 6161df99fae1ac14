"""The drop folder: files of items beside a manifest with their checksums."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from . import attachment, life, sharing_record
from .item import Item, item
from .scale import World
from .vocabulary import settings

FORMATS = ("json", "csv")
SUMS = "SHA256SUMS"
# Written last: a reader takes a folder only when it is there.
DONE = "完成.ok"


def write(
    world: World, target: Path, form: str, items: int, seen: Callable[[int], None]
) -> int:
    """Write the first items that have files; return how many files there are.

    The manifest, the sums and the mark `完成.ok` are written last, in this order.
    """
    target.mkdir(parents=True, exist_ok=True)
    (target / DONE).unlink(missing_ok=True)
    rows: list[dict[str, Any]] = []
    for number, entry in enumerate(islice(_with_files(world), items), start=1):
        rows += _write_item(world, entry, target)
        seen(number)
    manifest = _as_json(world, rows) if form == "json" else _as_csv(rows)
    (target / f"manifest.{form}").write_bytes(manifest)
    sums = "".join(f"{row['sha256']}  {row['file']}\n" for row in rows)
    (target / SUMS).write_text(sums, encoding="utf-8")
    (target / DONE).touch()
    return len(rows)


def _with_files(world: World) -> Iterator[Item]:
    return (found for number in life.roll(world) if (found := item(world, number)).has_files)


def _write_item(world: World, entry: Item, target: Path) -> list[dict[str, Any]]:
    folder = entry.remote_id.replace("/", "_")
    (target / folder).mkdir(exist_ok=True)
    rows = []
    for file in attachment.attachments(world, entry):
        (target / folder / file.name).write_bytes(file.content)
        rows.append(
            {
                "resId": entry.remote_id, "resTitle": entry.title,
                "officeName": entry.office.name, "file": f"{folder}/{file.name}",
                "bytes": len(file.content), "sha256": file.sha256,
                "updateTime": sharing_record.summary(entry)["dataUpdateTime"],
            }
        )  # fmt: skip
    return rows


def _as_json(world: World, rows: list[dict[str, Any]]) -> bytes:
    items = {row["resId"]: None for row in rows}
    data = {
        "version": 1, "remark": settings()["mark_sentence"], "files": rows,
        "items": [sharing_record.detail(world, _of(world, res_id)) for res_id in items],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _of(world: World, res_id: str) -> Item:
    return item(world, int(res_id.rpartition("/")[2]) - 1)


def _as_csv(rows: list[dict[str, Any]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]) if rows else ["resId"])
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")
