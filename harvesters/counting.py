"""How many rows a file of data has, without CKAN."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import IO

ENCODINGS = ("utf-8-sig", "gb18030")
# A JSON file is read whole to be counted.
MOST_JSON = 16 * 1024 * 1024


def row_count(content: IO[bytes], suffix: str) -> int | None:
    """Count the rows of data under the header; None where that cannot be told.

    CSV in UTF-8 or GB18030, JSON (a list, or an object that holds one). In a workbook
    nothing says which rows above the data are titles. The position in the file stays.
    """
    counters = {"csv": _csv, "json": _json}
    counter = counters.get(suffix.lower())
    if counter is None:
        return None
    place = content.tell()
    try:
        return counter(content)
    except (ValueError, KeyError, OSError, csv.Error):
        return None
    finally:
        content.seek(place)


def _csv(content: IO[bytes]) -> int:
    for encoding in ENCODINGS:
        content.seek(0)
        text = io.TextIOWrapper(content, encoding, newline="")
        try:
            return max(0, sum(1 for row in csv.reader(text) if any(row)) - 1)
        except UnicodeDecodeError:
            continue
        finally:
            text.detach()
    raise ValueError("neither UTF-8 nor GB18030")


def _json(content: IO[bytes]) -> int | None:
    if content.seek(0, os.SEEK_END) > MOST_JSON:
        return None
    content.seek(0)
    found = json.load(content)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else None
    return len(found) if isinstance(found, list) else None
