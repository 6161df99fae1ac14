"""The whole sandbox as files, line by line: for looking at, and for comparing two worlds."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from . import attachment, enterprise_record, firm, life, sharing_record
from .item import item
from .scale import World


def total(world: World) -> int:
    """Return how many steps `write` reports."""
    return len(life.roll(world)) + firm.count(world)


def write(world: World, folder: Path, seen: Callable[[int], None]) -> None:
    """Write `catalog.ndjson`, `files/`, `firms.ndjson.gz`; one record in memory at a time."""
    with (folder / "catalog.ndjson").open("w", encoding="utf-8") as target:
        for step, line in enumerate(_items(world, folder / "files"), start=1):
            target.write(line)
            seen(step)
    done = len(life.roll(world))
    with (folder / "firms.ndjson.gz").open("wb") as raw, _packed(raw) as packed:
        for number in range(firm.count(world)):
            row = enterprise_record.firm_row(firm.firm(world, number))
            packed.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
            seen(done + number + 1)


def _packed(raw: object) -> gzip.GzipFile:
    # Neither name nor time in the header: the same rows are the same bytes.
    return gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)  # type: ignore[call-overload,no-any-return]


def _items(world: World, files: Path) -> Iterator[str]:
    for number in life.roll(world):
        entry = item(world, number)
        if entry.has_files:
            folder = files / entry.remote_id.replace("/", "_")
            folder.mkdir(parents=True, exist_ok=True)
            for file in attachment.attachments(world, entry):
                (folder / file.name).write_bytes(file.content)
        yield json.dumps(sharing_record.detail(world, entry), ensure_ascii=False) + "\n"
