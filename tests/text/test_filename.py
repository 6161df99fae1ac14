"""File names that are kept where they can be."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from ckanext.dongguan.text.filename import MAX_BYTES, content_disposition, safe_name

NAMES = st.text(st.characters(codec="utf-16"))


@pytest.mark.parametrize("name", ["公交 站点（2024年）.csv", "a.tar.gz", "气温℃.xlsx", "说明"])
def test_an_honest_name_is_kept(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\东莞\\统计.xlsx", "统计.xlsx"),
        ("东莞:统计?.xlsx", "东莞_统计_.xlsx"),
        ("甲\r\nSet-Cookie: x.csv", "甲Set-Cookie_ x.csv"),
        ("\u202egpj.exe", "gpj.exe"),
        (".htaccess", "htaccess"),
        ("con.txt", "_con.txt"),
        ("名 . .csv", "名.csv"),
        ("..", "未命名"),
        ("e\u0301.csv", "\u00e9.csv"),
    ],
)
def test_what_is_dangerous_is_taken_out(name: str, expected: str) -> None:
    assert safe_name(name) == expected


def test_a_long_name_is_cut_and_keeps_its_extension() -> None:
    cut = safe_name("名" * 200 + ".xlsx")

    assert len(cut.encode()) <= MAX_BYTES
    assert cut.endswith("名.xlsx")


@given(NAMES)
def test_any_name_is_one_safe_path_part(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert len(safe.encode()) <= MAX_BYTES
    assert PurePosixPath(safe).name == safe
    assert safe.isprintable()
    assert safe_name(safe) == safe


@given(NAMES)
def test_a_client_reads_the_same_name_from_the_header(name: str) -> None:
    header = content_disposition(name)
    kind, options = parse_options_header(header)

    assert kind == "attachment"
    assert header.isascii()
    assert header.isprintable()
    assert options["filename"] == safe_name(name)


def test_an_old_client_gets_a_name_it_can_write() -> None:
    header = content_disposition("公交站点.csv", "inline")

    assert header.startswith("inline; filename=gongjiao-zhandian.csv; filename*=UTF-8''%E5%85")
