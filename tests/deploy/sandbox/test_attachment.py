"""Files as departments send them: they decode, parse and say what they are."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from deploy.sandbox import attachment, notice_pdf, table, vocabulary
from deploy.sandbox.attachment import Attachment
from deploy.sandbox.item import Item, item
from deploy.sandbox.scale import World

WORLD = World()


def of(form: str) -> list[tuple[Item, Attachment]]:
    """Return the first items' files of one form."""
    entries = [item(WORLD, number) for number in range(1, 200, 4)]
    return [
        (entry, file)
        for entry in entries
        for file in attachment.attachments(WORLD, entry)
        if file.key[2:] == form
    ]


def table_of(entry: Item) -> list[list[str]]:
    return [[str(value) for value in row] for row in table.rows(WORLD, entry)]


@pytest.mark.parametrize(
    ("form", "encoding"), [("csv", "utf-8-sig"), ("csv_gb18030", "gb18030")]
)
def test_a_csv_is_written_in_its_encoding(form: str, encoding: str) -> None:
    for entry, file in of(form):
        rows = list(csv.reader(io.StringIO(file.content.decode(encoding), newline="")))
        assert rows[0][:-1] == [column.name for column in entry.columns]
        assert [row[:-1] for row in rows[1:]] == table_of(entry)
        assert {row[-1] for row in rows[1:]} == {"演示数据"}


def test_the_two_encodings_can_be_told_apart() -> None:
    assert all(file.content.startswith(b"\xef\xbb\xbf") for _, file in of("csv"))
    for _, file in of("csv_gb18030"):
        with pytest.raises(UnicodeDecodeError):
            file.content.decode("utf-8")


def test_a_workbook_has_title_rows_merged_cells_and_a_footnote() -> None:
    with_units = 0
    for entry, file in of("xlsx"):
        page = openpyxl.load_workbook(io.BytesIO(file.content)).active
        assert page is not None
        assert page["A1"].value == f"{entry.title}（演示数据）"
        assert str(page["A2"].value).startswith(f"填报单位：{entry.office.name}")
        assert "A1" in str(page.merged_cells.ranges)
        assert "演示数据" in str(page.cell(page.max_row, 1).value)
        units = any(column.unit for column in entry.columns)
        with_units += units
        start = 5 if units else 4
        rows = list(page.iter_rows(min_row=start, max_row=page.max_row - 1, values_only=True))
        assert [list(row) for row in rows] == list(table.rows(WORLD, entry))
    assert with_units


def test_a_json_file_holds_one_object_for_each_row() -> None:
    for entry, file in of("json"):
        data = json.loads(file.content)
        assert "演示数据" in data["说明"]
        assert [[str(v) for v in row.values()] for row in data["数据"]] == table_of(entry)


def test_a_pdf_s_table_of_objects_points_at_its_objects() -> None:
    for _, file in of("pdf"):
        content = file.content
        start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
        offsets = [int(m) for m in re.findall(rb"(\d{10}) 00000 n", content[start:])]
        assert [content[o:].split(b" ", 1)[0] for o in offsets] == [
            b"%d" % n for n in range(1, 8)
        ]
        assert content.endswith(b"%%EOF\n")


def test_a_pdf_shows_the_chinese_text() -> None:
    shown = re.findall(rb"<([0-9A-F]+)> Tj", notice_pdf.pdf_bytes("停水通知", ["厚" * 50]))
    lines = [bytes.fromhex(text.decode()).decode("utf-16-be") for text in shown]

    assert lines == ["停水通知", "厚" * 40, "厚" * 10]


def test_file_names_are_chinese_and_say_the_time() -> None:
    names = [file.name for form in ("csv", "xlsx", "json") for _, file in of(form)]

    assert names
    assert all(
        re.match(r"东莞市.+（\d{4}年(\d{2}月|\d+月|第\d季度)?）\.\w+$", n) for n in names
    )


def test_an_item_without_files_has_none() -> None:
    assert attachment.formats(item(WORLD, 0)) == ()
    assert attachment.attachments(WORLD, item(WORLD, 0)) == ()


def test_files_change_only_with_their_item() -> None:
    later = WORLD.later(1)
    for number in range(1, 120, 4):
        same = item(WORLD, number).updated_at == item(later, number).updated_at
        before = attachment.attachments(WORLD, item(WORLD, number))
        assert (attachment.attachments(later, item(later, number)) == before) is same


def test_the_data_files_say_demonstration_in_the_vocabulary() -> None:
    folder = Path(attachment.__file__).parent / "data"

    assert "演示数据" in (folder / "settings.yaml").read_text(encoding="utf-8")


def test_points_lie_in_their_town() -> None:
    seats = {town.name: town for town in vocabulary.towns()}
    seen = 0
    for number in range(200):
        entry = item(WORLD, number)
        names = [column.name for column in entry.columns]
        if "经度" not in names:
            continue
        for row in table.rows(WORLD, entry):
            found = dict(zip(names, row, strict=True))
            seat = seats[str(found["所属镇街"])]
            assert abs(float(found["经度"]) - seat.longitude) <= 0.0151
            assert abs(float(found["纬度"]) - seat.latitude) <= 0.0151
            seen += 1
    assert seen


def test_a_workbook_knows_no_clock() -> None:
    entry, file = of("xlsx")[0]
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
        dates = {part.date_time for part in parts.infolist()}
        core = parts.read("docProps/core.xml").decode()

    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert core.count(entry.updated_at.strftime(">%Y-%m-%dT%H:%M:%SZ<")) == 2
