"""The official template of a type: headers, drop-downs, help, and rows if there are any.

Without CKAN.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ckanext.dongguan.schemas.codelists import about, descendants, load

from .cell import NO, YES, stated
from .column import ID, NUMBER, Column, Part, Template

CODES = "代码"
GUIDE = "填写说明"
# Down to here a template offers its drop-downs; Excel asks for an end.
LAST_ROW = 20_002
_HEAD = PatternFill("solid", fgColor="E3F0EE")
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")


def write(
    file: BinaryIO, template: Template, datasets: Iterable[Mapping[str, Any]], today: date
) -> int:
    """Write the template with a row for each dataset; return how many.

    `datasets` are as `package_show` gives them. The sheets are written one row at a time.
    """
    book = Workbook(write_only=True)
    _guide(book, template)
    main = book.create_sheet(template.main.title)
    parts = {part.field: book.create_sheet(part.title) for part in template.parts}
    ranges = _codes(book, template, today)
    _head(main, template.main, ranges)
    for part in template.parts:
        _head(parts[part.field], part, ranges)
    count = 0
    for count, dataset in enumerate(datasets, 1):
        main.append(_row(main, template.main, dataset, count))
        for part in template.parts:
            for inner in dataset.get(part.field) or []:
                parts[part.field].append(_row(main, part, inner, count))
    book.active = 1
    book.save(file)
    return count


def _guide(book: Workbook, template: Template) -> None:
    sheet = book.create_sheet(GUIDE)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 18
    sheet.column_dimensions["C"].width = 80
    sheet.append([f"{template.label_zh}登记表"])
    for line in _LINES:
        sheet.append([line])
    sheet.append([])
    sheet.append(["工作表", "列", "说明"])
    for part in (template.main, *template.parts):
        for column in part.columns:
            sheet.append([part.title, column.header, _help(column)])


_LINES = (
    "一行登记一条；带 * 的列必填。日期写成 2026-01-31。",
    "多个值用顿号分隔，关键字用英文逗号分隔。",
    "“序号”在本文件内自编；其他工作表用同一序号指明属于哪一条。",
    "“系统编号”由门户填写：导出后再导入时按它更新原来的条目，请勿改动；新登记的留空。",
    "导入前全部检查：有一处错误就一条也不写入，并逐格列出错误。同一文件再次导入不会产生变化。",
    "数据文件不在此表内，登记后在页面上传。",
)


def _help(column: Column) -> str:
    hints = {
        "code": "从下拉列表中选择",
        "codes": "可填多个，用顿号分隔",
        "keywords": "可填多个，用英文逗号分隔",
        "truth": f"填“{YES}”或“{NO}”",
        "provider": "填单位全称或简称",
    }
    texts = [column.help_zh, hints.get(column.kind, "")]
    if column.codelist:
        texts.append(f"代码表：{_list_name(column.codelist)}")
    return "；".join(text for text in texts if text)


def _codes(book: Workbook, template: Template, today: date) -> dict[tuple[str, str], str]:
    """Write each code list into a column of a sheet; give the range of each."""
    columns = [c for part in (template.main, *template.parts) for c in part.columns]
    names = sorted({(one.codelist, one.codelist_below) for one in columns if one.codelist})
    sheet = book.create_sheet(CODES)
    labels = [_labels(name, below, today) for name, below in names]
    sheet.append([_list_name(name) for name, _below in names])
    for number in range(max(map(len, labels), default=0)):
        sheet.append([column[number] if number < len(column) else None for column in labels])
    return {
        name: f"'{CODES}'!${get_column_letter(i)}$2:${get_column_letter(i)}${len(column) + 1}"
        for i, (name, column) in enumerate(zip(names, labels, strict=True), 1)
        if column
    }


def _list_name(name: str) -> str:
    return str(about(name).label["zh_Hans_CN"])


def _labels(name: str, below: str, today: date) -> list[str]:
    codes = descendants(load(name), below) if below else load(name)
    return [code.label_zh for code in codes if code.is_valid(today)]


def _head(sheet: Any, part: Part, ranges: Mapping[tuple[str, str], str]) -> None:
    sheet.freeze_panes = "C2" if not part.field else "B2"
    cells = []
    for position, column in enumerate(part.columns, 1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = _width(column)
        for rule in _validations(column, ranges, f"{letter}2:{letter}{LAST_ROW}"):
            sheet.data_validations.append(rule)
        head = WriteOnlyCell(sheet, column.header)
        head.font, head.fill, head.alignment = _BOLD, _HEAD, _WRAP
        if text := _help(column):
            head.comment = Comment(text, "门户", width=260, height=90)
        cells.append(head)
    sheet.append(cells)


def _width(column: Column) -> int:
    return {NUMBER: 8, ID: 38, "title": 40, "notes": 48}.get(column.name, 18)


def _validations(
    column: Column, ranges: Mapping[tuple[str, str], str], cells: str
) -> Iterator[DataValidation]:
    formula = f'"{YES},{NO}"' if column.kind == "truth" else None
    if column.kind == "code":
        formula = ranges.get((column.codelist, column.codelist_below))
    if formula:
        # Excel only hints: a retired code or a code instead of its label is read as well.
        yield DataValidation(
            type="list", formula1=formula, sqref=cells, allow_blank=True, errorStyle="warning"
        )


def _row(sheet: Any, part: Part, values: Mapping[str, Any], number: int) -> Sequence[Any]:
    return [_cell(sheet, column, values, number) for column in part.columns]


def _cell(sheet: Any, column: Column, values: Mapping[str, Any], number: int) -> Any:
    if column.name == NUMBER:
        return number
    text = stated(values, column)
    if not text:
        return None
    written = WriteOnlyCell(sheet, text)
    # Text stays text: a code keeps its zeros, and what begins with = is no formula.
    written.data_type, written.number_format = "s", "@"
    return written
