"""A file on its way out, as long as somebody may have it, without CKAN."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from typing import IO

# A right that has ended stops a download after this long at the latest.
RECHECK_SECONDS = 30.0
CHUNK_BYTES = 256 * 1024


class RightEnded(ConnectionResetError):  # noqa: N818 - says what happened
    """The rest of a file is not sent: whoever fetches it may not have it any more.

    Web servers take it for a connection that broke, which is what it is to the reader:
    the body stays shorter than its length said.
    """

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "the right to the file has ended")


class WatchedFile(io.RawIOBase):
    """An open file whose reader is asked for their right again and again."""

    def __init__(
        self, file: IO[bytes], *, still_may: Callable[[], bool], clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self._file = file
        self._still_may = still_may
        self._clock = clock
        self._asked_at = clock()

    def read(self, size: int = -1) -> bytes:
        """Read on.

        :raises RightEnded: the reader may not have the rest
        """
        now = self._clock()
        if now - self._asked_at >= RECHECK_SECONDS:
            if not self._still_may():
                raise RightEnded()
            self._asked_at = now
        return self._file.read(size)

    def seekable(self) -> bool:
        """Parts of a file are found without reading what stands before them."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of the file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Tell the place in the file."""
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
