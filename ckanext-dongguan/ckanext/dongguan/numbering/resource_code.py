"""信息资源代码: what a resource code is and how it is written, without CKAN.

分类码 (类 one digit, 项 two, 目 three, 细目 of any length) and 顺序码, joined by `/`
(政务信息资源目录编制指南（试行）, 发改高技术〔2017〕1272号). Provinces write the same code
without the stroke; both forms name one code.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

STROKE = "/"
LONGEST = 100
_FORM = re.compile(r"[123]\d{5}[0-9A-Z]*(?:/[0-9A-Z]{1,20})?", re.ASCII)
_CLASS = re.compile(r"[123]\d{5}[0-9A-Z]*", re.ASCII)
# 暂: no official sequence begins with a letter, so none can meet a provisional one.
PROVISIONAL_MARK = "Z"
DIGITS = 7
_PROVISIONAL = re.compile(
    rf"[123]\d{{5}}[0-9A-Z]*/?{PROVISIONAL_MARK}\d{{{DIGITS},}}", re.ASCII
)
# 类 and 项 name a class; 目 and 细目 may be unknown.
_SHORTEST_CLASS = 6


class State(StrEnum):
    """Whose code an item carries."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


class Fault(StrEnum):
    """Why a text is no resource code."""

    FORM = "form"
    LENGTH = "length"
    CLASS_ONLY = "class_only"


@dataclass(frozen=True, kw_only=True)
class ResourceCode:
    """A code as it was written, in capitals and plain digits."""

    text: str

    @property
    def key(self) -> str:
        """The code without its stroke: what two ways of writing it have in common."""
        return self.text.replace(STROKE, "")

    @property
    def has_provisional_form(self) -> bool:
        """Tell whether it looks like one that a portal allocates by itself."""
        return bool(_PROVISIONAL.fullmatch(self.text))


def parse(text: str) -> ResourceCode | Fault:
    """Read a code as people write it: full width, small letters and spaces do not count."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if len(plain) > LONGEST:
        return Fault.LENGTH
    if not _FORM.fullmatch(plain):
        return Fault.FORM
    # 类, 项 and 目 alone are a branch of the directory, not an item in it.
    if len(plain) == _SHORTEST_CLASS:
        return Fault.CLASS_ONLY
    return ResourceCode(text=plain)


def is_class(text: str) -> bool:
    """Tell whether a text can stand before the stroke."""
    return bool(_CLASS.fullmatch(text))


def provisional_stem(resource_class: str, class_code: str) -> str:
    """Write what stands before the number of a provisional code: `307999/Z`.

    `resource_class` is the item's own class as far as it is known; its 目 is completed
    from `class_code`, the portal's own, which is taken whole where the item has none. The
    number behind it has seven digits or more.
    """
    known = resource_class or class_code
    full = known + class_code[len(known) : _SHORTEST_CLASS]
    return f"{full}{STROKE}{PROVISIONAL_MARK}"


def written_forms(codes: Iterable[str]) -> Iterator[str]:
    """List the ways in which people may write codes: with the stroke and without."""
    for code in codes:
        yield from dict.fromkeys((code, code.replace(STROKE, "")))


def former(text: object) -> tuple[str, ...]:
    """Read the former codes of an item as its record keeps them (JSON, or a list)."""
    if isinstance(text, str):
        try:
            text = json.loads(text) if text else []
        except ValueError:
            return ()
    return tuple(map(str, text)) if isinstance(text, list | tuple) else ()
