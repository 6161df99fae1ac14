"""The rows of an Excel catalogue as records, by a layout of the directory, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ckanext.dongguan.directory import catalogue, workbook
from ckanext.dongguan.directory.layouts import Layout
from ckanext.dongguan.directory.place import Fault, FileFaultError

from .found import Found
from .problem import SourceError
from .source import FindProvider

WORDS = {
    Fault.EMPTY: "为空", Fault.UNKNOWN_CODE: "不在代码表中", Fault.NO_DAY: "不是日期",
    Fault.UNKNOWN_PROVIDER: "不在单位代码表中", Fault.BAD_KEYWORD: "不能作标签",
    Fault.CONTRADICTION: "与前面的行矛盾",
}  # fmt: skip


def rows(path: Path, name: str, layout: Layout, find_provider: FindProvider) -> Iterator[Found]:
    """Read every row; one that cannot be taken says which cell is wrong.

    :raises SourceError: the file as a whole cannot be read
    """
    try:
        read = workbook.read(path, layout.columns)
        for entry in catalogue.entries(read, layout, find_provider):
            yield from _found(entry)
    except FileFaultError as error:
        raise SourceError(
            f"Excel 目录 {name}",
            f"读不出（{error.fault.value} {error.detail}）",
            "请按版式重新导出",
        ) from error


def _found(entry: Any) -> Iterator[Found]:
    if isinstance(entry, catalogue.Record):
        dataset = entry.dataset
        yield Found(
            remote_id=dataset["source_id"],
            title=dataset["title"],
            content={"row": dict(dataset)},
        )
    elif isinstance(entry, catalogue.Repetition):
        yield Found(
            remote_id=f"{entry.place}",
            fault=(f"{entry.place} 与 {entry.first} 重复", "无需处理；重复的行只收录一次"),
        )
    elif isinstance(entry, catalogue.Refusal):
        said = "；".join(f"{f.place} {WORDS[f.fault]} {f.value}".strip() for f in entry.faults)
        yield Found(
            remote_id=f"{entry.place}", title=entry.title,
            fault=(f"这一行有误：{said}", "请改正所指的单元格"),
        )  # fmt: skip
