"""A file of a source on its way into the portal: fetched, checked, counted, without CKAN."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import file_digest
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from werkzeug.datastructures import FileStorage

from .counting import row_count
from .problem import RecordError

# What is held in memory of a file before it goes to disk.
IN_MEMORY = 1024 * 1024


def brought(
    save: Callable[[IO[bytes]], None], *, name: str, suffix: str, sha256: str
) -> dict[str, Any]:
    """Fetch a file and give `upload`, and `row_count` where it can be told.

    `save` writes the bytes into an open file; they stay untouched. Where the source
    states no checksum (SHA-256), that of the bytes comes with them as `hash`.

    :raises RecordError: they are not those whose checksum the source states
    """
    content: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    save(content)
    content.seek(0)
    digest = file_digest(content, "sha256").hexdigest()
    if sha256 and digest != sha256.lower():
        raise RecordError(
            f"文件“{name}”与来源的校验值不符",
            "下次汇聚时重试；一再出现的，请来源单位重新生成文件",
        )
    content.seek(0)
    rows = row_count(content, suffix)
    content.seek(0)
    counted = {} if rows is None else {"row_count": str(rows)}
    told = {} if sha256 else {"hash": digest}
    return {"upload": FileStorage(content, filename=name), **told, **counted}
