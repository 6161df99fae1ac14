"""Tables as plain files: CSV in the encodings that departments use, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

Value = str | int | float


def csv_bytes(
    header: list[str], rows: Sequence[list[Value]], mark: str, encoding: str
) -> bytes:
    """Return a CSV as Excel saves it (CRLF); the last column marks every row."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([*header, "数据说明"])
    writer.writerows([*row, mark] for row in rows)
    return buffer.getvalue().encode(encoding)


def json_bytes(title: str, mark: str, header: list[str], rows: Sequence[list[Value]]) -> bytes:
    """Return a JSON object: title, remark, and one object for each row."""
    data = [dict(zip(header, row, strict=True)) for row in rows]
    text = json.dumps({"名称": title, "说明": mark, "数据": data}, ensure_ascii=False, indent=1)
    return text.encode()
