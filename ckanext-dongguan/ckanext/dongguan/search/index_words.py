"""What the index holds of a dataset's words and of how they sound, without CKAN."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from . import figures, segment, sound, suggestion
from .lexicon import Lexicon
from .spelling import is_han, normal

# Fields of the document that words come from, and how much a word counts there.
TITLE = ("title",)
WEIGHTS = {
    TITLE: 32,
    ("item_names", "tags"): 6,
    ("notes", "res_name", "res_description"): 1,
}
# 村（居）委会 is looked for as 居委会 and 村居委会.
_BRACKETS = re.compile(r"[()\[\]]")
# A summary says what it is about at its beginning.
_MOST_CHARACTERS = 4000


def fields(document: Mapping[str, Any], lexicon: Lexicon) -> dict[str, list[str] | bool]:
    """Make the fields of words from a document that is otherwise complete."""
    title = str(document.get("title") or "")
    spelt = _texts(document, TITLE)
    made = {
        "content_words": [f"{word}|{weight}" for word, weight in _weighed(document, lexicon)],
        "label_words": list(_words(document, ("labels",), lexicon)),
        "title_sounds": list(dict.fromkeys(s for one in spelt for s in heard(one, lexicon))),
        "title_starts": list(dict.fromkeys(suggestion.beginnings(title, lexicon))),
    }
    words = {name: each for name, each in made.items() if each}
    return {**words, "is_statistic": figures.is_statistic(title, lexicon)}


def _weighed(document: Mapping[str, Any], lexicon: Lexicon) -> Iterable[tuple[str, int]]:
    """List known words with the weights of all places where they stand."""
    weights: Counter[str] = Counter()
    for names, weight in WEIGHTS.items():
        weights.update(dict.fromkeys(_words(document, names, lexicon), weight))
    return weights.items()


def _words(
    document: Mapping[str, Any], names: Iterable[str], lexicon: Lexicon
) -> Iterable[str]:
    texts = _texts(document, names)
    return dict.fromkeys(word for text in texts for word in segment.words(text, lexicon))


def heard(title: str, lexicon: Lexicon) -> Iterable[str]:
    """List how parts of a title are read and abbreviated: gongjiao, gongjiaozhan, gj, gjz."""
    han = "".join(c if is_han(c) else " " for c in title)
    pieces = segment.pieces(han, lexicon)
    for run, offset in _runs(han):
        spelt = sound.syllables(run)
        if len(spelt) == len(run):
            yield from sound.spoken(spelt)
            starts, ends = _edges(run, offset, pieces, lexicon)
            yield from sound.shortened(spelt, starts, ends)


def _runs(han: str) -> Iterable[tuple[str, int]]:
    place = 0
    for run in han.split(" "):
        if run:
            yield run, place
        place += len(run) + 1


def _edges(
    run: str, offset: int, pieces: list[segment.Piece], lexicon: Lexicon
) -> tuple[frozenset[int], frozenset[int]]:
    """Tell where in a run a word may begin and where one may end."""
    starts, ends = {0}, {len(run)}
    for piece in pieces:
        if offset <= piece.start < offset + len(run):
            begin = piece.start - offset
            starts.add(begin)
            ends.add(begin + len(piece.text))
            for word in lexicon.inner(piece.text):
                at = piece.text.find(word)
                starts.add(begin + at)
                ends.add(begin + at + len(word))
    return frozenset(starts), frozenset(ends)


def _texts(document: Mapping[str, Any], names: Iterable[str]) -> Iterable[str]:
    for name in names:
        value = document.get(name)
        for text in value if isinstance(value, list | tuple) else [value]:
            if text:
                spelt = normal(str(text)[:_MOST_CHARACTERS])
                yield spelt
                if name == "title" and _BRACKETS.search(spelt):
                    yield _BRACKETS.sub("", spelt)
