"""A file that is already on this machine, in the dress of an uploaded one, without CKAN.

For callers in Python: put the result into `resource["upload"]` of `package_update`,
`resource_create` or `dongguan_intake_write`. Its name is kept, Chinese or not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from werkzeug.datastructures import FileStorage


@contextmanager
def opened(path: Path, name: str | None = None) -> Iterator[FileStorage]:
    """Open a file of this machine under the name that its department gave it."""
    with path.open("rb") as stream:
        yield from_stream(stream, name or path.name)


def from_stream(stream: IO[bytes], name: str) -> FileStorage:
    """Dress a seekable binary stream; the caller closes it."""
    return FileStorage(stream=stream, filename=name, name="upload")


def from_bytes(content: bytes, name: str) -> FileStorage:
    """Dress a content that is in memory."""
    return from_stream(io.BytesIO(content), name)
