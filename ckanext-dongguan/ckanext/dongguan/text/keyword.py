"""What a keyword of a dataset may be, without CKAN.

Departments write 教育、科技, 住房（公租房）, 气温(℃) or 台/百户; all of it is kept as
written. Refused is only what cannot be stored or told apart: nothing, control
characters, more than 100 characters, and the comma that separates keywords.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

MAX_LENGTH = 100
SEPARATOR = ","

_BLANKS = re.compile(r"\s+")
_BREAKS = re.compile(r"[,\r\n\t]+")
# Chinese hands and some portals separate with these too, but 存款，组织或参与 in a list with
# plain commas is one keyword: they count only where no plain comma stands.
_CHINESE_BREAKS = re.compile(r"[，;；|｜\r\n\t]+")


class Problem(StrEnum):
    """Why a text is no keyword."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL = "control"
    SEPARATOR = "separator"


def clean(text: str) -> str:
    """Trim a keyword and join its blanks; ℃ and full-width signs stay as written."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def problem(text: str) -> Problem | None:
    """Tell what is wrong with a cleaned keyword, None if nothing."""
    if not text:
        return Problem.EMPTY
    if len(text) > MAX_LENGTH:
        return Problem.TOO_LONG
    if any(unicodedata.category(ch) in ("Cc", "Cf", "Cs") for ch in text):
        return Problem.CONTROL
    return Problem.SEPARATOR if SEPARATOR in text else None


def split(text: str) -> tuple[str, ...]:
    """Split a cell or a line of keywords; order kept, repeated ones once."""
    breaks = _BREAKS if SEPARATOR in text else _CHINESE_BREAKS
    return unique(breaks.split(text))


def unique(keywords: Iterable[str]) -> tuple[str, ...]:
    """Clean keywords and drop empty and repeated ones."""
    return tuple(dict.fromkeys(k for k in map(clean, keywords) if k))
