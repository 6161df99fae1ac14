"""The rows behind a directory item as a CSV file, without CKAN.

Only the columns that the item's opening decision names are asked for at the source.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from hashlib import file_digest
from tempfile import SpooledTemporaryFile
from typing import Any

import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from .database import Database
from .limits import MIB
from .lineage import IN_MEMORY
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


def brought(
    database: Database, table: str, headings: Headings, key: str, most: int
) -> dict[str, Any]:
    """Write the rows of a table as UTF-8 CSV; give `upload`, `hash` and `row_count`.

    The file begins with a byte order mark, for Excel. Rows pass one by one.

    :raises RecordError: the table or a column is not there, or it is larger than `most` bytes
    """
    query = _query(database, table, headings, key)
    content: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    text = io.TextIOWrapper(content, "utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text), 0
    writer.writerow(headings.values())
    for row in database.stream(query):
        writer.writerow([cell(row[column]) for column in headings])
        count += 1
        if content.tell() > most:
            raise RecordError(f"表 {table} 超过 {most // MIB} MiB", "请来源单位拆分该数据")
    text.detach()
    database.bytes += content.tell()
    content.seek(0)
    digest = file_digest(content, "sha256").hexdigest()
    content.seek(0)
    upload = FileStorage(content, filename=f"{table}.csv")
    return {"upload": upload, "hash": digest, "row_count": str(count)}


def _query(database: Database, table: str, headings: Headings, key: str) -> sa.Select[Any]:
    try:
        found = database.table(table, list(headings), [key])
    except SourceError as error:
        # One table that is not as it should be must not stop all others.
        raise RecordError(error.cause, error.remedy, error.place) from error
    query = sa.select(*(found.c[column] for column in headings))
    return query.order_by(found.c[key]) if key in found.c else query


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
