"""What begins as somebody types: titles and names by characters, sound and first letters.

Without CKAN. A name is found from the beginning of each of its words on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from . import segment, sound
from .lexicon import Lexicon, Role
from .spelling import is_han, normal

# As the index cuts them.
LONGEST = 40
_MOST_HAN = 20
# Stands before what begins at the very beginning.
FIRST = "^"

_CITY = re.compile(r"^(?:东莞市|东莞|全市|市)")
_UNASKED = re.compile(r"[^\w.]+")


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something that has an address: how it is shown and everything it is called.

    `former` are names of before and of everyday; they come after everybody's own names.
    """

    key: str
    label: str
    names: tuple[str, ...]
    former: tuple[str, ...] = ()


def is_enough(typed: str) -> bool:
    """Tell whether a list can be offered: one Chinese character or two letters."""
    bare = asked(typed)
    return len(bare) > 1 or is_han(bare)


def asked(typed: str) -> str:
    """Bring what was typed into the spelling of the beginnings."""
    return _UNASKED.sub("", normal(typed))[:LONGEST]


def beginnings(title: str, lexicon: Lexicon) -> Iterator[str]:
    """List a title from each of its words on, as written, as read and as abbreviated."""
    text = _CITY.sub("", normal(title)) or normal(title)
    for number, start in enumerate(_starts(text, lexicon)):
        rest = _UNASKED.sub("", text[start : start + LONGEST])[:_MOST_HAN]
        spelt = sound.syllables(rest)
        forms = dict.fromkeys((rest, "".join(spelt)[:LONGEST], sound.initials(spelt)))
        yield from (form for form in forms if form)
        if number == 0:
            yield from (FIRST + form for form in forms if form)


def _starts(text: str, lexicon: Lexicon) -> Iterator[int]:
    pieces = segment.pieces(text, lexicon)
    for number, piece in enumerate(pieces):
        if piece.kind is segment.Kind.HAN:
            # Nobody knows where the words of unknown characters begin.
            yield from range(piece.start, piece.end)
        elif number == 0 or lexicon.role(piece.text) in (None, Role.PLACE):
            yield piece.start
            if len(piece.text) > 1 and is_han(piece.text):
                yield from (
                    piece.start + at
                    for word in lexicon.inner(piece.text)
                    if (at := piece.text.find(word)) > 0
                )


def matching(typed: str, named: Iterable[Named], lexicon: Lexicon, most: int) -> list[Named]:
    """List what is called like this, what begins with it first."""
    wanted = asked(typed)
    scored = ((_score(wanted, one, lexicon), place, one) for place, one in enumerate(named))
    best = sorted((s for s in scored if s[0] is not None), key=lambda s: (s[0] or 0, s[1]))
    return [one for _, _, one in best[:most]]


@lru_cache(maxsize=4096)
def _forms(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(beginnings(name, lexicon))


def _score(wanted: str, one: Named, lexicon: Lexicon) -> int | None:
    for place, names in enumerate((one.names, one.former)):
        forms = [form for name in names for form in _forms(name, lexicon)]
        if any(form.startswith(FIRST + wanted) for form in forms):
            return 2 * place
        if any(form.startswith(wanted) for form in forms):
            return 2 * place + 1
    return None
