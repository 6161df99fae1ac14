"""A one-page notice as PDF 1.4 with Chinese text; the reader brings the font STSong-Light."""

from __future__ import annotations

_LINE = 40  # full-width characters on a line of body text
_FONT = b"""
<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H\
 /DescendantFonts [6 0 R] >>
<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R\
 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] >>
<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]\
 /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>
"""


def pdf_bytes(title: str, lines: list[str]) -> bytes:
    """Return a notice with a title and paragraphs; long paragraphs are wrapped."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
        b" /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"
    )
    stream = _page(title, lines)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *_FONT.strip().splitlines(),
    ]
    return _document(objects)


def _page(title: str, lines: list[str]) -> bytes:
    parts = [b"BT", b"/F1 16 Tf 22 TL 56 780 Td"]
    parts += [_show(text) for text in _wrapped(title, 30)]
    parts.append(b"/F1 12 Tf 20 TL T*")
    for line in lines:
        parts += [_show(text) for text in _wrapped(line, _LINE)]
    return b"\n".join([*parts, b"ET"])


def _wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)] or [""]


def _show(text: str) -> bytes:
    return b"<%s> Tj T*" % text.encode("utf-16-be").hex().upper().encode()


def _document(objects: list[bytes]) -> bytes:
    result = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(result))
        result += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(result)
    result += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    result += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    result += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    result += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(result)
