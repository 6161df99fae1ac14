"""What is wrong in a thousand rows is told once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from ckanext.dongguan.sheets.gathered import Told, gather


def fault(row: int, header: str = "主题", sentence: str = "不在代码表中") -> dict[str, Any]:
    return {"sheet": "目录", "place": f"目录!C{row}", "header": header, "sentence": sentence}


def test_the_same_sentence_of_a_column_is_told_once_with_its_first_cells() -> None:
    told = gather(fault(row) for row in range(2, 1002))

    assert told == [
        Told(
            header="主题", sentence="不在代码表中",
            places=("目录!C2", "目录!C3", "目录!C4"), count=1000,
        )
    ]  # fmt: skip


def test_another_column_or_sentence_is_told_apart_in_the_order_of_the_cells() -> None:
    told = gather([fault(2), fault(2, header="名称"), fault(3, sentence="空"), fault(4)])

    assert [(one.header, one.sentence, one.count) for one in told] == [
        ("主题", "不在代码表中", 2), ("名称", "不在代码表中", 1), ("主题", "空", 1),
    ]  # fmt: skip


def test_the_page_tells_an_unknown_value_once_for_all_its_rows(
    workbook: Callable[..., Path], row: Callable[..., Any], app: Any, clerk: dict[str, Any]
) -> None:
    path = workbook([row(n, 名称=f"数据{n}", 主题="没有的主题") for n in range(1, 6)])

    page = app.post(
        "/sheets",
        data={"type": "dataset", "file": (BytesIO(path.read_bytes()), "a.xlsx")},
        headers={"Authorization": clerk["token"]},
        content_type="multipart/form-data",
    ).text

    lines = BeautifulSoup(page, "html.parser").select("table tbody tr")
    told = [line.get_text(" ", strip=True) for line in lines if "没有的主题" in line.text]
    assert len(told) == 1
    assert "共 5 处" in told[0]
