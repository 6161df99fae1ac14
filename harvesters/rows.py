"""The rows behind a directory item as a CSV file, without CKAN.

Only the columns that the item's opening decision names are asked for at the source.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

import sqlalchemy as sa

from .database import Database
from .limits import MIB
from .problem import RecordError, SourceError

Headings = Mapping[str, str]


def opened_columns(columns: Mapping[str, Any], decided: Any) -> dict[str, str]:
    """Choose the columns that may leave the source: column to heading.

    `columns` are those that the item lists, `decided` those that its opening decision
    names (by column or by heading, as a list or parted by commas); where it names none, all
    of the item's are meant.

    :raises RecordError: the decision names a column that the item does not have
    """
    headings = {str(column): str(title) for column, title in columns.items()}
    named = decided.replace("，", ",").split(",") if isinstance(decided, str) else decided or ()
    chosen = {str(one).strip() for one in named} - {""}
    unknown = sorted(chosen - set(headings) - set(headings.values()))
    if unknown:
        raise RecordError(
            f"开放决定中的列“{'、'.join(unknown)}”不在该目录的列中",
            "请来源单位核对开放决定与列清单",
        )
    if not chosen:
        return headings
    return {c: title for c, title in headings.items() if c in chosen or title in chosen}


def query(database: Database, table: str, headings: Headings, key: str) -> sa.Select[Any]:
    """Ask for the chosen columns of a table, in the order of its key if it has one.

    :raises RecordError: the table or a column is not there
    """
    try:
        found = database.table(table, list(headings), [key])
    except SourceError as error:
        # One table that is not as it should be must not stop all others.
        raise RecordError(error.cause, error.remedy, error.place) from error
    asked = sa.select(*(found.c[column] for column in headings))
    return asked.order_by(found.c[key]) if key in found.c else asked


def write(
    database: Database, query: sa.Select[Any], headings: Headings, most: int, into: IO[bytes]
) -> None:
    """Write rows as UTF-8 CSV, one by one, with a mark in front for Excel.

    :raises RecordError: they are more than `most` bytes
    """
    text = io.TextIOWrapper(into, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(headings.values())
    for row in database.stream(query):
        writer.writerow([cell(row[column]) for column in headings])
        if into.tell() > most:
            raise RecordError(f"数据超过 {most // MIB} MiB", "请来源单位拆分该数据")
    text.detach()
    database.bytes += into.tell()


def cell(value: Any) -> str:
    """Write a value of a database as a cell: no exponent, no T between date and time."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat(" ")
        case bytes():
            return value.hex()
    return str(value)
