"""The files an item carries: their Chinese names, formats and bytes, made when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from . import delimited, notice_pdf, table, workbook
from .item import Item, item
from .scale import FILES_EVERY, World
from .vocabulary import settings

# What departments send together; each item with files takes the next one in turn.
_BUNDLES = (
    ("csv",), ("xlsx",), ("csv_gb18030",), ("json",),
    ("xlsx", "pdf"), ("csv",), ("csv_gb18030", "xlsx"), ("pdf",),
)  # fmt: skip
_SUFFIXES = {"csv": "csv", "csv_gb18030": "csv", "xlsx": "xlsx", "json": "json", "pdf": "pdf"}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One file: `key` addresses it inside its item, `name` is what a person sees."""

    key: str
    name: str
    suffix: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return the content's SHA-256 in hexadecimal."""
        return sha256(self.content).hexdigest()


def formats(entry: Item) -> tuple[str, ...]:
    """Return the formats of an item's files, empty for an item without files."""
    if not entry.has_files:
        return ()
    if _is_notice(entry):
        return ("pdf",)
    return _BUNDLES[entry.number // FILES_EVERY % len(_BUNDLES)]


def suffixes(entry: Item) -> list[str]:
    """Return the file name endings of an item's files, each once."""
    return list(dict.fromkeys(_SUFFIXES[name] for name in formats(entry)))


def attachments(world: World, entry: Item) -> tuple[Attachment, ...]:
    """Return an item's files as they are on the world's day."""
    return _made(world, entry.number)


@lru_cache(maxsize=64)
def _made(world: World, number: int) -> tuple[Attachment, ...]:
    entry = item(world, number)
    rows = list(table.rows(world, entry))
    return tuple(
        Attachment(
            key=f"{place + 1:02d}{name}",
            name=f"{_stem(entry)}{_mark(entry, name)}.{_SUFFIXES[name]}",
            suffix=_SUFFIXES[name],
            content=_WRITERS[name](entry, rows),
        )
        for place, name in enumerate(formats(entry))
    )


def _mark(entry: Item, name: str) -> str:
    return "说明" if name == "pdf" and not _is_notice(entry) else ""


def _is_notice(entry: Item) -> bool:
    return entry.columns[0].name == "文号"


def _stem(entry: Item) -> str:
    if entry.title.endswith("）"):
        return entry.title
    day = entry.updated_at
    if entry.cycle in (6, 7, 99):
        return f"{entry.title}（{day.year}年）"
    return f"{entry.title}（{day.year}年{day.month:02d}月）"


def _csv(encoding: str) -> Callable[[Item, list[list[table.Value]]], bytes]:
    def write(entry: Item, rows: list[list[table.Value]]) -> bytes:
        return delimited.csv_bytes(_header(entry), rows, str(settings()["mark"]), encoding)

    return write


def _header(entry: Item) -> list[str]:
    return [column.name for column in entry.columns]


def _xlsx(entry: Item, rows: list[list[table.Value]]) -> bytes:
    sheet = workbook.Sheet(
        title=f"{entry.title}（{settings()['mark']}）",
        subtitle=f"填报单位：{entry.office.name}　　更新时间：{entry.updated_at.date()}",
        header=_header(entry),
        units=[column.unit for column in entry.columns],
        footnote=f"注：{settings()['mark_sentence']}",
        stamp=entry.updated_at,
    )
    return workbook.xlsx_bytes(sheet, rows)


def _json(entry: Item, rows: list[list[table.Value]]) -> bytes:
    return delimited.json_bytes(
        entry.title, str(settings()["mark_sentence"]), _header(entry), rows
    )


def _pdf(entry: Item, rows: list[list[table.Value]]) -> bytes:
    lines = [
        f"{entry.office.name}", "", f"　　{entry.abstract}", "",
        f"　　一、数据条数：{len(rows)}条，更新时间：{entry.updated_at.date()}。",
        f"　　二、信息项：{'、'.join(_header(entry))}。",
        "　　三、如对内容有疑问，请通过数据纠错渠道反馈。",
    ]  # fmt: skip
    return notice_pdf.pdf_bytes(f"{entry.title}（{settings()['mark']}）", lines)


_WRITERS: dict[str, Callable[[Item, list[list[table.Value]]], bytes]] = {
    "csv": _csv("utf-8-sig"),
    "csv_gb18030": _csv("gb18030"),
    "xlsx": _xlsx,
    "json": _json,
    "pdf": _pdf,
}
