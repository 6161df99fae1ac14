"""Datasets as CSV or JSON, in the columns of their template, without CKAN.

Both are read back by `flat` without loss. CSV holds the main sheet alone: rows of further
sheets are left as they are when the file comes in again. JSON is a list of objects by the
labels of the columns; rows of further sheets are lists inside their object.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import TextIOWrapper
from typing import Any, BinaryIO

from ckanext.dongguan.text import formula

from .cell import stated
from .column import NUMBER, Column, Part, Template


def write_csv(
    file: BinaryIO, template: Template, datasets: Iterable[Mapping[str, Any]], _today: date
) -> int:
    """Write a header and a row for each dataset (as `package_show` gives it); count them."""
    columns = _columns(template.main)
    # Without the mark Excel takes UTF-8 for a local encoding.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text), 0
    writer.writerow([column.header for column in columns])
    for dataset in datasets:
        writer.writerow([formula.guarded(stated(dataset, column)) for column in columns])
        count += 1
    text.detach()
    return count


def write_json(
    file: BinaryIO, template: Template, datasets: Iterable[Mapping[str, Any]], _today: date
) -> int:
    """Write a list with an object for each dataset (as `package_show` gives it); count them.

    The objects are written one at a time. Each states every column: one that is missing
    would say nothing, an empty one says that nothing is there.
    """
    count = 0
    file.write(b"[")
    for count, dataset in enumerate(datasets, 1):
        whole = json.dumps(_object(dataset, template), ensure_ascii=False, indent=1)
        file.write(f"{',' if count > 1 else ''}\n{whole}".encode())
    file.write(b"\n]\n")
    return count


def _object(dataset: Mapping[str, Any], template: Template) -> dict[str, Any]:
    inner = {
        part.title: [dict(_cells(row, part)) for row in dataset.get(part.field) or []]
        for part in template.parts
    }
    return {**dict(_cells(dataset, template.main)), **inner}


def _cells(values: Mapping[str, Any], part: Part) -> Iterator[tuple[str, str]]:
    return ((column.label_zh, stated(values, column)) for column in _columns(part))


def _columns(part: Part) -> tuple[Column, ...]:
    """Leave out the numbers that tie sheets together: there is one table, or none needed."""
    return tuple(column for column in part.columns if column.name != NUMBER)
