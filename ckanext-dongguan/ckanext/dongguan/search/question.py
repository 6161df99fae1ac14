"""What a person asks for: the units of a plain query, without CKAN.

Small words of a question go, words of the dictionary come with what they are also called,
letters come with the words they may stand for (English, pinyin, first letters), unknown
Chinese is asked for pair by pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from . import segment, sound
from .lexicon import Lexicon, Role
from .segment import Kind, Piece
from .spelling import is_han, normal
from .unit import Need, Question, Unit

# Solr counts each word once for each field it is looked for in and stops at 1,024.
MOST_UNITS = 20
_PART = re.compile(r'[+-]?"[^"]*"|[^\s"]+')
_EDGES = re.compile(r"^\W+|\W+$")
# File names, addresses and codes are looked for as they are, also 307999Z0000023.
_CODE = re.compile(r"(?=.*[a-z0-9])(?=.*[-_./]|\d{4,}z\d{3,}$)[\x21-\x7e]+")
_LETTERS = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALWAYS_DROPPED = frozenset("的了吗呢啊吧嘅")
_MOST_INITIALS = 8
_MOST_GUESSES = 12
# English names of up to four words: high-tech enterprise, public transit.
_LONGEST_NAME = 4


@lru_cache(maxsize=1024)
def understand(query: str, lexicon: Lexicon) -> Question:
    """Read a plain query once for all its pages; without a unit nothing is looked for."""
    parts = _PART.findall(normal(query))
    units = tuple(islice(_weighed(list(_units(parts, lexicon))), MOST_UNITS))
    return Question(units=units, phrase=_phrase(parts, lexicon))


def _phrase(parts: Iterable[str], lexicon: Lexicon) -> str:
    """Write down what was asked without the small words of a question."""
    kept = " ".join(
        "".join(
            piece.text if is_han(piece.text) else f" {piece.text} "
            for piece in _merged(segment.pieces(part, lexicon), lexicon)
            if lexicon.role(piece.text) is not Role.DROP
        )
        for part in parts
    )
    return " ".join(kept.split())


def _units(parts: Sequence[str], lexicon: Lexicon) -> Iterator[Unit]:
    waiting = list(parts)
    while waiting:
        name, length = _english_name(waiting, lexicon)
        if name:
            yield name
            del waiting[:length]
        else:
            yield from _of_part(waiting.pop(0), lexicon)


def _english_name(parts: Sequence[str], lexicon: Lexicon) -> tuple[Unit | None, int]:
    for length in range(min(_LONGEST_NAME, len(parts)), 0, -1):
        phrase = " ".join(parts[:length])
        if words := lexicon.english(phrase):
            return _translated(phrase, words, lexicon), length
        joined = "".join(parts[:length])
        if _LETTERS.fullmatch(joined) and (words := lexicon.sounding(joined)):
            return _guessed(joined, words, lexicon), length
    return None, 0


def _of_part(part: str, lexicon: Lexicon) -> Iterator[Unit]:
    bare = _EDGES.sub("", part)
    if not bare:
        return
    if part.endswith('"') or part[0] in "+-":
        yield Unit(text=bare, need=Need.MUST_NOT if part[0] == "-" else Need.MUST)
    elif _CODE.fullmatch(bare):
        yield Unit(text=bare, is_known=bare in lexicon.words, equals=lexicon.equals(bare))
    else:
        for piece in _merged(segment.pieces(bare, lexicon), lexicon):
            yield from _of_piece(piece, lexicon)


def _merged(pieces: list[Piece], lexicon: Lexicon) -> Iterator[Piece]:
    """Give single small characters back to the unknown word they are torn from."""
    held: Piece | None = None
    for number, cut in enumerate(pieces):
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        is_torn = _is_torn(cut, held, after, lexicon)
        piece = replace(cut, kind=Kind.HAN) if is_torn else cut
        if held and held.kind is piece.kind is Kind.HAN and held.end == piece.start:
            held = replace(held, text=held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _is_torn(piece: Piece, before: Piece | None, after: Piece | None, lexicon: Lexicon) -> bool:
    if len(piece.text) > 1 or piece.text in _ALWAYS_DROPPED or not is_han(piece.text):
        return False
    # Nothing is measured by what stands first: 元 of 元宇宙.
    is_first = piece.start == 0 and lexicon.is_measure(piece.text)
    is_small = lexicon.role(piece.text) is not None or is_first
    sides = [
        near is not None and near.kind is Kind.HAN and piece.start in (near.end, near.start - 1)
        for near in (before, after)
    ]
    # No word stands between two that are unknown: 镇 of 民镇局.
    return all(sides) or (is_small and any(sides))


def _of_piece(piece: Piece, lexicon: Lexicon) -> Iterator[Unit]:
    text = piece.text
    if lexicon.role(text) is Role.DROP:
        return
    if piece.kind is Kind.WORD:
        yield _word(text, lexicon)
    elif piece.kind is Kind.LATIN:
        yield from _letters(text, lexicon)
    elif piece.kind is Kind.HAN and len(text) > 1:
        yield from (Unit(text=text[i : i + 2]) for i in range(len(text) - 1))
    else:
        yield Unit(text=text, is_setting=_YEAR.fullmatch(text) is not None)


def _word(text: str, lexicon: Lexicon) -> Unit:
    is_small = lexicon.role(text) is not None
    found = lexicon.found(text)
    return Unit(
        text=text, is_known=True, need=Need.WEAK if is_small else Need.CONTENT,
        is_setting=lexicon.is_place(text), equals=lexicon.equals(text),
        found=tuple(word for word in found if not lexicon.is_vague(word)),
        close=tuple(word for word in lexicon.close(text) if not lexicon.is_vague(word)),
        best=tuple(word for word in lexicon.best(text) if not lexicon.is_vague(word)),
        parts=tuple(_parts(text, lexicon)),
        vague=tuple(word for word in found if lexicon.is_vague(word)),
    )  # fmt: skip


def _parts(text: str, lexicon: Lexicon) -> Iterator[str]:
    inside = (part for word in (text, *lexicon.best(text)) for part in lexicon.inner(word))
    return (part for part in dict.fromkeys(inside) if not lexicon.is_vague(part))


def _letters(text: str, lexicon: Lexicon) -> Iterator[Unit]:
    if words := lexicon.english(text):
        yield _translated(text, words, lexicon)
    elif words := lexicon.sounding(text):
        yield _guessed(text, words, lexicon)
    elif parts := _spoken(text, lexicon):
        yield from (_guessed(p, lexicon.sounding(p), lexicon) for p in parts)
    elif len(text) <= _MOST_INITIALS:
        yield _guessed(text, lexicon.abbreviated(text), lexicon)
    else:
        yield Unit(text=text)


def _translated(name: str, words: tuple[str, ...], lexicon: Lexicon) -> Unit:
    # The first word is the nearest translation, the others say the same more loosely.
    word = _word(words[0], lexicon)
    return replace(word, text=name, is_known=False, equals=words, guesses=words[:1])


def _guessed(letters: str, words: tuple[str, ...], lexicon: Lexicon) -> Unit:
    # What the most likely word is also called is meant too.
    is_likely = bool(words) and (len(words) == 1 or lexicon.is_common(words[0]))
    meant = _word(words[0], lexicon) if is_likely else Unit(text=letters)
    need = Need.WEAK if words and lexicon.role(words[0]) else Need.CONTENT
    guesses = words[:_MOST_GUESSES]
    return replace(meant, text=letters, need=need, is_known=False, guesses=guesses)


def _spoken(letters: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Part letters into the fewest words that are read so; nothing if a rest stays."""
    if not sound.is_spelt(letters):
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(2, len(letters) + 1):
        ways = (
            (*before, letters[start:end])
            for start in range(end - 1)
            if (before := best[start]) is not None and lexicon.sounding(letters[start:end])
        )
        best[end] = min(ways, key=len, default=None)
    return best[len(letters)] or ()


def _weighed(units: list[Unit]) -> Iterable[Unit]:
    """Let small words count where nothing else is asked for."""
    if any(unit.need in (Need.CONTENT, Need.MUST) for unit in units):
        return units
    return (replace(u, need=Need.CONTENT) if u.need is Need.WEAK else u for u in units)
