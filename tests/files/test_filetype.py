"""Which files are taken, by extension and content."""

from __future__ import annotations

import io
import zipfile

import pytest

from ckanext.dongguan.files.filetype import Cause, Refused, encoding_of, known, recognise

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


def zipped(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return buffer.getvalue()


TAKEN = [
    ("公交站点.csv", "站点,镇街\n".encode()),
    ("公交站点.CSV", "站点,镇街\n".encode("gb18030")),
    ("说明.txt", "\ufeff说明".encode("utf-16")),
    ("目录.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")),
    ("通知.docx", zipped("word/document.xml")),
    ("公文.ofd", zipped("OFD.xml")),
    ("边界.zip", zipped("边界.shp", "边界.dbf")),
    ("旧表.xls", OLE),
    ("金山表.et", OLE),
    ("金山表.et", zipped("xl/workbook.xml")),
    ("公告.pdf", b"%PDF-1.7\n"),
    ("数据.json", b'\xef\xbb\xbf [{"a": 1}]'),
    ("边界.geojson", b'{"type": "FeatureCollection"}'),
    ("目录.xml", '<?xml version="1.0" encoding="GBK"?><目录/>'.encode("gbk")),
    ("目录.ttl", b"@prefix dcat: <http://www.w3.org/ns/dcat#> ."),
]


@pytest.mark.parametrize(("name", "content"), TAKEN, ids=[name for name, _ in TAKEN])
def test_what_departments_send_is_taken(name: str, content: bytes) -> None:
    stream = io.BytesIO(content)

    file_type = recognise(name, stream)

    assert file_type.extension == name.rpartition(".")[2].lower()
    assert stream.tell() == 0


REFUSED = [
    ("网页.html", b"<html>", Cause.UNKNOWN_TYPE),
    ("图标.svg", b"<svg/>", Cause.UNKNOWN_TYPE),
    ("程序.exe", b"MZ", Cause.UNKNOWN_TYPE),
    ("没有扩展名", b"x", Cause.UNKNOWN_TYPE),
    ("csv", b"a,b", Cause.UNKNOWN_TYPE),
    ("空.csv", b"", Cause.EMPTY),
    ("程序.csv", b"MZ\x90\x00\x03\x00", Cause.OTHER_CONTENT),
    ("假表.xlsx", b"a,b\n1,2\n", Cause.OTHER_CONTENT),
    ("改名.xlsx", zipped("word/document.xml"), Cause.OTHER_CONTENT),
    ("断了.xlsx", zipped("xl/workbook.xml")[:60], Cause.OTHER_CONTENT),
    ("假表.xls", b"a\tb\n", Cause.OTHER_CONTENT),
    ("假公告.pdf", b"<html>%PDX</html>", Cause.OTHER_CONTENT),
    ("数据.json", b"a,b\n", Cause.OTHER_CONTENT),
    ("目录.xml", b"{}", Cause.OTHER_CONTENT),
]


@pytest.mark.parametrize(("name", "content", "cause"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, cause: Cause) -> None:
    with pytest.raises(Refused) as refused:
        recognise(name, io.BytesIO(content))

    assert refused.value.cause == cause


def test_a_character_cut_at_the_end_of_the_head_is_no_fault() -> None:
    content = ("a" + "莞" * 40000).encode()

    assert recognise("长.csv", io.BytesIO(content)).extension == "csv"


def test_the_encoding_is_named_as_http_names_it() -> None:
    assert encoding_of(b"\xef\xbb\xbfa") == "utf-8"
    assert encoding_of("东莞".encode("gb18030")) == "gb18030"
    assert encoding_of(bytes(9)) is None


def test_nothing_a_browser_would_run_is_among_the_types() -> None:
    risky = {"html", "htm", "xhtml", "svg", "js", "mht", "swf", "exe", "hta"}

    assert risky.isdisjoint(known())
