"""Which ids a run has met, in ten bytes each, without CKAN.

A hundred thousand ids as text are 16 MiB in a set, twice in a run. Here each leaves a digest
(BLAKE2b of 72 bits): that two of a million differ and look alike happens once in ten
thousand million runs.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b

SHELVES = 256


class Seen:
    """Ids that were met; what is put in cannot be taken out again, nor listed."""

    def __init__(self) -> None:
        self._shelves = [array("Q") for _ in range(SHELVES)]
        self._count = 0

    def add(self, remote_id: str) -> None:
        """Remember an id."""
        shelf, key, place = self._find(remote_id)
        if not _stands(shelf, key, place):
            shelf.insert(place, key)
            self._count += 1

    def update(self, remote_ids: Iterable[str]) -> None:
        """Remember ids."""
        for remote_id in remote_ids:
            self.add(remote_id)

    def __contains__(self, remote_id: str) -> bool:
        return _stands(*self._find(remote_id))

    def __len__(self) -> int:
        return self._count

    def _find(self, remote_id: str) -> tuple[array[int], int, int]:
        """Find the shelf of an id, its key there, and where the key stands or would."""
        # A source may send what is no character; it is told of elsewhere.
        digest = blake2b(remote_id.encode("utf-8", "surrogatepass"), digest_size=9).digest()
        shelf, key = self._shelves[digest[0]], int.from_bytes(digest[1:])
        return shelf, key, bisect_left(shelf, key)


def _stands(shelf: array[int], key: int, place: int) -> bool:
    return place < len(shelf) and shelf[place] == key
