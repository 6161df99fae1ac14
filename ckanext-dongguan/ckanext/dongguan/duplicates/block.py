"""Which resources are worth comparing, without CKAN.

Comparing all with all would be a square. Two that are the same share rare pieces: two of
the rarest pairs of characters of their names, or of the rarest items. Those with a piece
in common form a block, and only inside a block is compared; a piece that too many share
tells nothing and is left out. So the work grows as the number of resources does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .resource import Resource

# Pieces by which one resource is found, and how many resources a piece may have.
PIECES = 4
MOST = 60


def pairs(resources: Sequence[Resource]) -> Iterator[tuple[Resource, Resource]]:
    """Give the pairs of different departments that share a rare piece, each once."""
    seen: set[tuple[str, str]] = set()
    for block in _blocks(resources):
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                first, second = sorted((one, other), key=lambda r: r.id)
                key = (first.id, second.id)
                if key not in seen and _may_be_same(first, second):
                    seen.add(key)
                    yield first, second


def _may_be_same(one: Resource, other: Resource) -> bool:
    # Two towns keep the same kind of list of different places.
    are_elsewhere = one.towns and other.towns and not one.towns & other.towns
    return one.owner != other.owner and not are_elsewhere


def _blocks(resources: Sequence[Resource]) -> Iterator[list[Resource]]:
    for pieces in (_name_pieces, _item_pieces):
        counts = Counter(piece for one in resources for piece in pieces(one))
        blocks: dict[str, list[Resource]] = defaultdict(list)
        for one in resources:
            for piece in _rarest(pieces(one), counts):
                blocks[piece].append(one)
        yield from (block for block in blocks.values() if len(block) > 1)


def _rarest(pieces: Iterable[str], counts: Counter[str]) -> list[str]:
    shared = [piece for piece in pieces if 1 < counts[piece] <= MOST]
    return sorted(shared, key=lambda piece: (counts[piece], piece))[:PIECES]


def _name_pieces(one: Resource) -> set[str]:
    name = one.name
    return {name[i : i + 2] for i in range(len(name) - 1)} or {name}


def _item_pieces(one: Resource) -> frozenset[str]:
    return one.items
