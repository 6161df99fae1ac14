"""The room's lists as tables for those who mend what stands in them: CSV, in Chinese."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import Response

from ckanext.dongguan.text import formula

from .helpers import dongguan_harvest_time, dongguan_harvest_waiting
from .showing import MOST

FAULTS = {
    "remote_id": "记录标识", "title": "名称", "place": "位置", "cause": "原因",
    "remedy": "处理办法",
}  # fmt: skip
WAITING = ("来源", "记录标识", "名称", "提供单位", "原因", "来源的开放属性", "等待起始时间")


def faults(found: Iterable[Mapping[str, Any]], name: str) -> Response:
    """Write what could not be taken."""
    rows = ([str(fault[column]) for column in FAULTS] for fault in found)
    return _answer(tuple(FAULTS.values()), rows, name)


def waiting(found: Iterable[Mapping[str, Any]], name: str) -> Response:
    """Write what waits for a decision."""
    rows = (
        [
            one["source"], one["remote_id"], one["title"], one["department"] or "",
            dongguan_harvest_waiting({**one, "unread": ""}), one["unread"],
            dongguan_harvest_time(one["changed_at"]),
        ]
        for one in found
    )  # fmt: skip
    return _answer(WAITING, rows, name)


def whole(part: Callable[..., Sequence[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Read a list to its end from an action that gives at most so many rows."""
    for offset in itertools.count(step=MOST):
        found = part(limit=MOST, offset=offset)
        yield from found
        if len(found) < MOST:
            return


def _answer(header: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> Response:
    """Write a table that Excel opens as it is, and in which no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(map(formula.guarded, row) for row in rows)
    answer = Response(text.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
