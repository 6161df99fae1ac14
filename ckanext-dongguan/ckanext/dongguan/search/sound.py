"""How Chinese words sound: syllables without tones and their first letters, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ckanext.dongguan.text import pinyin

# A title is remembered by its beginning.
_MOST_SYLLABLES = 60
_SPOKEN = (1, 6)
_SHORT = (2, 8)
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn|"
    "ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v)"
)
_SPELT = re.compile(f"(?:{_SYLLABLE.pattern})+")
# What southern speakers and hasty typists do not keep apart.
_FLAT = re.compile("(?<=^[zcs])h")
_NASAL = re.compile("(?<=[aei]n)g$")


@lru_cache(maxsize=32_768)
def syllables(word: str) -> tuple[str, ...]:
    """Spell a word, one syllable for each character that has a reading."""
    return tuple(pinyin.syllables(word))


def initials(spelt: Iterable[str]) -> str:
    """Take the first letter of each syllable."""
    return "".join(syllable[:1] for syllable in spelt)


def loosely(spelt: Iterable[str]) -> str:
    """Spell without what is often not kept apart: zh and z, ang and an, n and l."""
    return "".join(_NASAL.sub("", _FLAT.sub("", one)).replace("l", "n") for one in spelt)


def is_spelt(letters: str) -> bool:
    """Tell whether letters can be read as whole syllables."""
    return _SPELT.fullmatch(letters) is not None


def spoken(spelt: tuple[str, ...]) -> Iterator[str]:
    """List every row of one to six neighbouring syllables, written together."""
    least, most = _SPOKEN
    spelt = spelt[:_MOST_SYLLABLES]
    for start in range(len(spelt)):
        for end in range(start + least, min(start + most, len(spelt)) + 1):
            yield "".join(spelt[start:end])


def shortened(
    spelt: tuple[str, ...], starts: frozenset[int], ends: frozenset[int]
) -> Iterator[str]:
    """List the first letters of two to eight neighbours that begin and end with a word."""
    least, most = _SHORT
    letters = initials(spelt[:_MOST_SYLLABLES])
    for start in sorted(s for s in starts if s < len(letters)):
        for end in range(start + least, min(start + most, len(letters)) + 1):
            if end in ends:
                yield letters[start:end]
