"""The report of coverage as a workbook, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from .rate import Rate

NUMBERS = ("declared", "catalogued", "attached", "opened", "fixed", "on_time")


def write(report: Mapping[str, Any], words: Mapping[str, str]) -> BytesIO:
    """Write a report; `words` are the headings by name, in the reader's language."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(words["sheet"])
    sheet.column_dimensions["A"].width = 40
    sheet.append([words["department"], *_heads(words)])
    sheet.append([words["city"], *_cells(report["city"])])
    for one in report["departments"]:
        sheet.append([one["title"], *_cells(one)])
    sheet.append([])
    sheet.append([words["rule"], report["day"]])
    for rate in Rate:
        sheet.append([words[f"rate_{rate.value}"], words[f"rule_{rate.value}"]])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _heads(words: Mapping[str, str]) -> Iterator[str]:
    yield from (words[name] for name in NUMBERS)
    yield from (f"{words[f'rate_{rate.value}']} (%)" for rate in Rate)


def _cells(row: Mapping[str, Any]) -> Iterator[Any]:
    yield from (row["numbers"][name] for name in NUMBERS)
    yield from (row["rates"][rate.value]["percent"] for rate in Rate)
