"""The rows of a catalogue in Excel, CSV or JSON as records, by a layout, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ckanext.dongguan.sheets import book, mapped
from ckanext.dongguan.sheets.entry import Entry
from ckanext.dongguan.sheets.fault import FileRefusedError
from ckanext.dongguan.sheets.layout import Layout
from ckanext.dongguan.sheets.pile import pile

from .found import Found
from .problem import SourceError
from .source import FindProvider

WORDS = {
    "empty": "为空", "unknown_code": "不在代码表中", "no_day": "不是日期",
    "unknown_provider": "不在单位代码表中", "bad_keyword": "不能作标签",
    "contradiction": "与前面的行矛盾", "formula": "是公式", "error_value": "是 Excel 错误值",
}  # fmt: skip


def rows(path: Path, name: str, layout: Layout, find_provider: FindProvider) -> Iterator[Found]:
    """Read every row; one that cannot be taken says which cell is wrong.

    :raises SourceError: the file as a whole cannot be read
    """
    try:
        with book.opened(path) as opened, pile() as further:
            if (part := layout.items_part) and book.has(opened, part):
                further.add("items", book.lines(opened, part))
            lines = book.lines(opened, layout.part)
            for one in mapped.entries(lines, layout, further.take, find_provider):
                yield from _found(one)
    except FileRefusedError as error:
        said = " ".join(map(str, error.facts.values()))
        raise SourceError(
            f"目录文件 {name}", f"读不出（{error.key} {said}）".replace(" ）", "）"),
            "请按版式重新导出",
        ) from error  # fmt: skip


def _found(one: mapped.Read) -> Iterator[Found]:
    match one:
        case Entry() if one.faults:
            said = "；".join(
                f"{f.spot} {WORDS.get(f.key, f.key)} {f.value}".strip() for f in one.faults
            )
            yield Found(
                remote_id=f"{one.line.sheet}!{one.line.row}", title=one.title,
                fault=(f"这一行有误：{said}", "请改正所指的单元格"),
            )  # fmt: skip
        case Entry():
            dataset = one.dataset
            yield Found(
                remote_id=dataset["source_id"],
                title=dataset["title"],
                content={"row": dict(dataset)},
            )
        case mapped.Repetition():
            yield Found(
                remote_id=f"{one.spot}",
                fault=(f"{one.spot} 与 {one.first} 重复", "无需处理；重复的行只收录一次"),
            )
