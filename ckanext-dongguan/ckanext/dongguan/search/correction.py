"""What somebody may have meant who mistyped: same sound, similar shape, a slip.

Without CKAN. Corrected is only towards words of the dictionary, so nothing of the
catalogue shows through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from . import segment, sound
from .lexicon import Lexicon
from .segment import Kind, Piece
from .spelling import normal

_LONGEST = 6
# Words this long are known by nearly the same sound before parts of them by the same.
_HEARD = 3
_SHORTEST_SPELLING = 5
# Two characters the other way round may be another word: 故事 is no 事故.
_SURE = 3
# What is longer was not typed.
_TYPED = 40


def mend(query: str, lexicon: Lexicon) -> str | None:
    """Write a query anew whose mistake in a long word is plain; None where there is none."""
    text = normal(query).strip()
    if '"' in text or len(text) > _TYPED:
        return None
    pieces = segment.pieces(text, lexicon)
    torn = _torn(pieces)
    if not torn:
        return None
    known = {p for one in pieces if one not in torn for p in range(one.start, one.end)}
    for start, end in _windows(text, pieces):
        if end - start < _SURE or not _is_whole(start, end, pieces):
            continue
        part = text[start:end]
        better = _slipped(part, lexicon)
        if not better and not known.intersection(range(start, end)):
            better = _word(part, lexicon)
        if not better and part == text:
            better = _common(part, lexicon)
        if better:
            return text[:start] + better + text[end:]
    return None


def correct(query: str, lexicon: Lexicon) -> str | None:
    """Write a query anew with its most likely correction; None where none is known."""
    text = normal(query).strip()
    pieces = segment.pieces(text, lexicon)
    for piece in pieces:
        if piece.kind is Kind.LATIN and (better := _spelling(piece.text, lexicon)):
            return text[: piece.start] + better + text[piece.end :]
    return next(_anew(text, pieces, lexicon), None)


def _anew(text: str, pieces: list[Piece], lexicon: Lexicon) -> Iterator[str]:
    """List the text with one part of it corrected, likeliest first."""
    windows = list(_windows(text, pieces))
    whole = [window for window in windows if _is_whole(*window, pieces)]
    for start, end in windows:
        part = text[start:end]
        is_whole = (start, end) in whole
        if better := _likeliest(part, pieces, lexicon) if is_whole else _word(part, lexicon):
            yield text[:start] + better + text[end:]
    for start, end in whole:
        if better := _loosely(text[start:end], lexicon):
            yield text[:start] + better + text[end:]


def _likeliest(part: str, pieces: list[Piece], lexicon: Lexicon) -> str | None:
    """Correct a part that tears nothing."""
    return (
        _beside(part, pieces, lexicon)
        or _word(part, lexicon)
        or _slipped(part, lexicon)
        or _telling(part, lexicon)
    )


def _is_whole(start: int, end: int, pieces: list[Piece]) -> bool:
    """Tell whether a part tears nothing, not even what is unknown, and begins with meaning."""
    starts = {one.start for one in pieces if one.kind is Kind.HAN or len(one.text) > 1}
    return start in starts and end in {one.end for one in pieces}


def _windows(text: str, pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    """List the parts that hold an unknown character and tear no known word, longest first."""
    inside = {
        p for one in pieces if one.kind is Kind.WORD for p in range(one.start + 1, one.end)
    }
    strange = {place for one in _torn(pieces) for place in range(one.start, one.end)}
    # What would leave a single strange character behind is no whole word: 旧家 of 旧家具.
    inside |= {p for one in pieces if one.kind is Kind.HAN for p in _edges(one)}
    for length in range(min(_LONGEST, len(text)), 1, -1):
        for start in range(len(text) - length + 1):
            end = start + length
            if not inside & {start, end} and strange.intersection(range(start, end)):
                yield start, end


def _torn(pieces: list[Piece]) -> list[Piece]:
    """List what may be torn out of a word: unknown Chinese and single characters."""
    return [one for one in pieces if one.kind is Kind.HAN or len(one.text) == 1]


def _edges(piece: Piece) -> tuple[int, ...]:
    return (piece.start + 1, piece.end - 1) if len(piece.text) > 2 else ()


def _beside(part: str, pieces: list[Piece], lexicon: Lexicon) -> str | None:
    """Know a word by all but one character and by what stands beside it.

    驾校培圳 is 驾校培训, not 驾校陪诊: 驾校 is also called 驾驶培训.
    """
    known = [one.text for one in pieces if one.kind is Kind.WORD and len(one.text) > 1]
    related = (
        word for one in known for words in (lexicon.equals(one), lexicon.close(one))
        for word in words
    )  # fmt: skip
    inside = {part_of for word in related for part_of in lexicon.inner(word)}
    near = [word for word in inside if _is_one_character_off(part, word)]
    return near[0] if len(near) == 1 else None


def _is_one_character_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(map(str.__ne__, one, other)) == 1


def _word(part: str, lexicon: Lexicon) -> str | None:
    if part in lexicon.words:
        return None
    heard = lexicon.sounding("".join(sound.syllables(part)))
    alike = next((word for word in heard if len(word) == len(part)), None)
    return alike or _similar(part, lexicon)


def _common(part: str, lexicon: Lexicon) -> str | None:
    """Take what sounds like a subject often asked for, though a part is known: 幼儿员."""
    heard = _word(part, lexicon)
    return heard if heard and lexicon.is_common(heard) else None


def _telling(part: str, lexicon: Lexicon) -> str | None:
    """Know a long word by its sound or by all but one character: 营业执造 is 营业执照."""
    loosely = _loosely(part, lexicon) if len(part) >= _HEARD else None
    nearly = lexicon.one_off(part) or lexicon.one_more(part)
    return loosely or (nearly[0] if len(nearly) == 1 else None)


def _slipped(part: str, lexicon: Lexicon) -> str | None:
    """Take two neighbours the other way round, or one character typed twice."""
    if part in lexicon.words:
        return None
    twice = (part[:i] + part[i + 1 :] for i in range(len(part) - 1) if part[i] == part[i + 1])
    turned = (part[:i] + part[i : i + 2][::-1] + part[i + 2 :] for i in range(len(part) - 1))
    return next((word for word in (*twice, *turned) if word in lexicon.words), None)


def _loosely(part: str, lexicon: Lexicon) -> str | None:
    """Take what sounds the same to those who say z for zh, n for ng or l for n."""
    if part in lexicon.words:
        return None
    heard = lexicon.sounding_loosely(sound.syllables(part))
    return next((word for word in heard if len(word) == len(part)), None)


def _similar(part: str, lexicon: Lexicon) -> str | None:
    for place, character in enumerate(part):
        for other in lexicon.similar.get(character, ()):
            word = part[:place] + other + part[place + 1 :]
            if word in lexicon.words:
                return word
    return None


def _spelling(letters: str, lexicon: Lexicon) -> str | None:
    if len(letters) < _SHORTEST_SPELLING or lexicon.sounding(letters):
        return None
    near = (key for key in lexicon.spellings if _is_one_off(letters, key))
    words = [(lexicon.sounding(key) or (key,))[0] for key in sorted(near)]
    return min(words, key=lambda word: not lexicon.is_common(word), default=None)


def _is_one_off(one: str, other: str) -> bool:
    """Tell whether one letter was forgotten, added, mistaken or swapped with the next."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    place = next(
        (i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b),
        len(shorter),
    )
    if len(shorter) < len(longer):
        return shorter[place:] == longer[place + 1 :]
    is_swapped = shorter[place : place + 2] == longer[place : place + 2][::-1]
    return shorter[place + 1 :] == longer[place + 1 :] or (
        is_swapped and shorter[place + 2 :] == longer[place + 2 :]
    )


def pairs(groups: list[str]) -> Mapping[str, tuple[str, ...]]:
    """Map each character to those that look like it."""
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        for character in group:
            found.setdefault(character, {}).update(dict.fromkeys(group.replace(character, "")))
    return {character: tuple(others) for character, others in found.items()}
