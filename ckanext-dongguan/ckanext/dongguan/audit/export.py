"""The log as CSV for a spreadsheet, without CKAN.

A reason or an id that somebody typed must not run on the auditor's machine.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any

from ckanext.dongguan.clock import SHANGHAI
from ckanext.dongguan.text import formula

# Without it Excel takes UTF-8 for a local encoding.
MARK = "\ufeff"
COLUMNS = (
    "id", "at", "account", "account_name", "event", "operation", "outcome", "dataset",
    "resource", "rule", "detail", "reason",
)  # fmt: skip
_AT_ONCE = 200


def lines(rows: Iterable[Any], titles: Iterable[str]) -> Iterator[str]:
    """Write rows (attributes as in `COLUMNS`) as CSV text, piece by piece."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(titles)
    yield MARK + _taken(text)
    for number, row in enumerate(rows, 1):
        writer.writerow([cell(getattr(row, column)) for column in COLUMNS])
        if number % _AT_ONCE == 0:
            yield _taken(text)
    yield _taken(text)


def cell(value: Any) -> str:
    """Write one value so that a spreadsheet shows it and nothing else."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="milliseconds")
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return formula.guarded(str(value))


def _taken(text: StringIO) -> str:
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written
