"""One spelling for what can be written in many ways, without CKAN.

Full and half width, capitals, traditional characters and signs such as ㎡ become what
the index and the dictionary hold; invisible characters go.
"""

from __future__ import annotations

import re
import unicodedata

from ckanext.dongguan.text.traditional import simplify

# Ideographs with their extensions and the repetition and zero signs.
HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"

_UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_HALF = re.compile("[\ud800-\udfff]")
_IS_HAN = re.compile(rf"[{HAN}]+")


def normal(text: str) -> str:
    """Write a text in simplified characters, half width and small letters."""
    whole = _HALF.sub(" ", _UNWANTED.sub(" ", text))
    return simplify(unicodedata.normalize("NFKC", whole).casefold())


def is_han(text: str) -> bool:
    """Tell whether a text is nothing but Chinese characters."""
    return _IS_HAN.fullmatch(text) is not None


def aligned(text: str) -> tuple[str, tuple[int, ...]]:
    """Write a text in one spelling, with the place in the original of each character."""
    spelt = [(letter, place) for place, sign in enumerate(text) for letter in normal(sign)]
    return "".join(letter for letter, _ in spelt), tuple(place for _, place in spelt)
