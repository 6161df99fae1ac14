"""How many rows a file of data has, without CKAN."""

from __future__ import annotations

import csv
import io
import json
import os
import warnings
import zipfile
from collections.abc import Iterator
from typing import IO, Any

import openpyxl

ENCODINGS = ("utf-8-sig", "gb18030")
# A JSON file is read whole to be counted.
MOST_JSON = 16 * 1024 * 1024
# Bytes of a workbook's parts when unpacked; reading more would hold up the run.
MOST_UNPACKED = 64 * 1024 * 1024


def row_count(content: IO[bytes], suffix: str) -> int | None:
    """Count the rows of data under the header; None where that cannot be told.

    CSV in UTF-8 or GB18030, JSON (a list, or an object that holds one), a workbook whose
    only filled sheet begins with its header. The position in the file stays.
    """
    counters = {"csv": _csv, "json": _json, "xlsx": _workbook}
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


def _workbook(content: IO[bytes]) -> int | None:
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MOST_UNPACKED:
            return None
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations, which are not read here.
            warnings.simplefilter("ignore")
            return _only_sheet(openpyxl.load_workbook(content, read_only=True))
    except Exception as error:
        # openpyxl answers damage with whatever its XML reader stumbled over.
        raise ValueError("damaged") from error


def _only_sheet(book: Any) -> int | None:
    counts = [count for sheet in book.worksheets if (count := _sheet(sheet)) != 0]
    return counts[0] - 1 if len(counts) == 1 and counts[0] else None


def _sheet(sheet: Any) -> int | None:
    """Count the filled rows; None where the first one does not name every column."""
    rows = _filled(sheet)
    header = next(rows, {})
    if not all(isinstance(value, str) for value in header.values()):
        return None
    count = 1 if header else 0
    for row in rows:
        if row.keys() - header.keys():
            # What stands first is a title: the header comes below it.
            return None
        count += 1
    return count


def _filled(sheet: Any) -> Iterator[dict[int, Any]]:
    """Give the values of each row that has any, by their columns."""
    for cells in sheet.iter_rows(values_only=True):
        row = {at: cell for at, cell in enumerate(cells) if cell not in (None, "")}
        if row:
            yield row
