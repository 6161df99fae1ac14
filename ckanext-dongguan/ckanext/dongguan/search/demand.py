"""What people look for, without who they are; without CKAN.

Kept are the words, the month and a number. A query that may speak of a person is not kept
at all: numbers as long as those of telephones, cards and licences in whatever digits, plates,
addresses, accounts, and what reads like a name in Chinese or in letters (GB/T 35273-2020,
annex A; PIPL art. 4). In doubt it is not kept: a lost wish comes again, a name does not go.
"""

from __future__ import annotations

import re

from . import personal, segment
from .lexicon import Lexicon
from .segment import Kind
from .spelling import HAN, is_han, normal

LONGEST = 30
# Numbers and signs alone are no wish that a department could read.
_SAYS_SOMETHING = re.compile(rf"[{HAN}]|[a-z]{{2}}")


def countable(query: str, lexicon: Lexicon) -> str | None:
    """Give the words under which a query is counted; None if it must not be kept."""
    spelt = normal(query)
    words = " ".join(re.sub(r"[^\w\s.]", " ", spelt).split())
    is_wish = _SAYS_SOMETHING.search(words) is not None and len(words) <= LONGEST
    if not is_wish or personal.is_marked(spelt):
        return None
    return None if _may_name_somebody(words, lexicon) else words


def is_subject(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words are a subject that the dictionary knows, in Chinese or English.

    Only these may be shown to everyone: whatever a visitor types, nobody else reads it.
    """
    is_word = words in lexicon.words and lexicon.role(words) is None and len(words) > 1
    return is_word or bool(lexicon.english(words))


def _may_name_somebody(words: str, lexicon: Lexicon) -> bool:
    letters = re.findall(r"[a-z]+", words)
    return (
        _is_called_in_letters(letters, lexicon)
        or any(_is_whole_name(part, lexicon) for part in _spoken(words))
        or any(map(personal.holds_name, _strange(words, lexicon)))
    )


def _spoken(words: str) -> list[str]:
    """List the parts of a query, and those of single characters as one: 李 小 明."""
    parts = words.split()
    is_spaced = len(parts) > 1 and all(len(part) == 1 for part in parts)
    return ["".join(parts)] if is_spaced else parts


def _strange(words: str, lexicon: Lexicon) -> list[str]:
    """List what the dictionary does not know of Chinese."""
    found = segment.pieces(words, lexicon)
    return [piece.text for piece in found if piece.kind is Kind.HAN]


def _is_whole_name(part: str, lexicon: Lexicon) -> bool:
    """Tell whether a part reads like a name, also one made of words: 陈建设."""
    if not is_han(part) or part in lexicon.words or not personal.is_name(part):
        return False
    first = segment.pieces(part, lexicon)[0]
    return first.kind is Kind.HAN or len(first.text) == 1


def _is_called_in_letters(letters: list[str], lexicon: Lexicon) -> bool:
    """Tell whether letters may be a name: no word of the dictionary, in no language of it.

    Short ones stay, as in 5g and ktv, unless together they can be read as syllables.
    """
    strange = [one for one in letters if one not in lexicon.words and not lexicon.english(one)]
    whole = " ".join(letters)
    if not strange or lexicon.english(whole):
        return False
    return personal.is_spelt_name("".join(strange)) or any(
        len(one) >= personal.LETTERS_OF_A_NAME for one in strange
    )
