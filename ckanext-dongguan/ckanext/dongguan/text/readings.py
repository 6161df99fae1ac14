"""pypinyin with half of its memory, and without CKAN.

It reads its 47,000 words into half a million objects, although they are spelled with some
1,200 readings. Here it begins without words (its own switch, read at its first import) and
is given them (its own door) with each reading once: the same words, the same spellings.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files

import msgspec

# Whoever imports pypinyin first decides; the portal does it here alone.
os.environ |= {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}

from pypinyin import Style, lazy_pinyin, load_phrases_dict, pinyin

__all__ = ["Style", "lazy_pinyin", "pinyin"]


def _words() -> dict[str, list[list[str]]]:
    """Read the words that pypinyin brings: each with a reading per character."""
    text = files("pypinyin").joinpath("phrases_dict.json").read_bytes()
    # Word by word: all of it at once would be what is avoided here.
    found = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    once = cache(lambda *reading: list(reading))
    return {
        word: [once(*reading) for reading in msgspec.json.decode(raw, type=list[list[str]])]
        for word, raw in found.items()
    }


load_phrases_dict(_words())
