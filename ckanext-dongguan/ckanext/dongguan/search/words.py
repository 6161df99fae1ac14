"""How a person's words are put to the index, without CKAN.

The index knows pairs of Chinese characters. Asked as one piece, 税务登记 would be found
by any one of its pairs; asked pair by pair, the share of words that CKAN
demands (`mm`) counts the pairs as well.
"""

from __future__ import annotations

import re
from itertools import islice

# Ideographs with their extensions and the repetition and zero signs.
_HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PIECE = re.compile(r'[+-]?"[^"]*"|[^\s"]+')
_RUN = re.compile(rf"[{_HAN}]+|[^{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]+")
_EDGES = re.compile(r"^\W+|\W+$")
_WHOLE = re.compile(r"[A-Za-z]+|\d+")
# Solr counts each word once for each field it is looked for in and stops at 1,024.
_MOST_WORDS = 48


def spread(query: str) -> str:
    """Write a simple query (no fields) pair by pair; phrases in quotes stay as they are.

    A query of nothing but signs is given back unchanged: an empty one would find all.
    Of a very long one the beginning is asked for.
    """
    words = (word for piece in _PIECE.findall(query) for word in _words(piece))
    return " ".join(islice(words, _MOST_WORDS)) or query


def _words(piece: str) -> list[str]:
    if piece.endswith('"'):
        return [piece]
    bare = _EDGES.sub("", piece)
    if piece[0] in "+-" and bare:
        # What must or must not be there is the whole word, not one of its pairs.
        return [f'{piece[0]}"{bare}"']
    return [part for run in _RUN.findall(bare) for part in _parts(run) if part]


def _parts(run: str) -> list[str]:
    if _IS_HAN.fullmatch(run):
        return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    bare = _EDGES.sub("", run)
    # PM2.5 and dg_bus_stops are cut by the index; their pieces belong together.
    return [bare if not bare or _WHOLE.fullmatch(bare) else f'"{bare}"']
