"""Finished pages of this process, the least used ones leave first."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from cachetools import TLRUCache

MEGABYTE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as it was sent: its bytes and what its headers said."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def size(self) -> int:
        """Count bytes, with what a page costs beside its own."""
        return len(self.body) + 1000


class Shelf:
    """A bounded number of bytes, for threads."""

    def __init__(self, *, size: int, seconds: float) -> None:
        self._lock = Lock()
        self._pages: TLRUCache[str, Page] = TLRUCache(
            size, ttu=lambda _key, _page, now: now + seconds, getsizeof=Page.size
        )

    def take(self, tag: str) -> Page | None:
        """Find the page of a tag."""
        with self._lock:
            return self._pages.get(tag)

    def put(self, tag: str, page: Page) -> None:
        """Keep a page; one that is larger than a tenth of the shelf is not worth it."""
        with self._lock:
            if page.size() * 10 <= self._pages.maxsize:
                self._pages[tag] = page

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
