"""In which encoding a text file is written, without CKAN.

Departments send UTF-8 with and without mark and GB18030 (GBK, GB2312 are parts
of it). Only these and marked UTF-16 are told apart; anything else is no text.
"""

from __future__ import annotations

import codecs
import re
from enum import StrEnum


class Encoding(StrEnum):
    """Encodings by the name Python knows."""

    UTF_8 = "utf-8"
    UTF_8_MARKED = "utf-8-sig"
    UTF_16 = "utf-16"
    GB18030 = "gb18030"


_MARKS = (
    (codecs.BOM_UTF8, Encoding.UTF_8_MARKED),
    (codecs.BOM_UTF16_LE, Encoding.UTF_16),
    (codecs.BOM_UTF16_BE, Encoding.UTF_16),
)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect(head: bytes, *, is_complete: bool = True) -> Encoding | None:
    """Tell the encoding of a file from its bytes, None if it is no text.

    With `is_complete=False` the bytes are the beginning of a file: a character
    that is cut at the end is no fault.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding if _decodes(head, encoding, is_complete) else None
    for encoding in (Encoding.UTF_8, Encoding.GB18030):
        if _decodes(head, encoding, is_complete):
            return encoding
    return None


def decode(content: bytes) -> str:
    """Decode a whole text file.

    :raises ValueError: the bytes are in none of the known encodings
    """
    encoding = detect(content)
    if encoding is None:
        raise ValueError("neither UTF-8 nor GB18030 nor marked UTF-16")
    return content.decode(encoding)


def _decodes(head: bytes, encoding: Encoding, is_complete: bool) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head, is_complete)
    except UnicodeDecodeError:
        return False
    return not _BINARY.search(text)
