"""Which files are taken, by their extension and their real content, without CKAN."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import IO

import yaml

from ckanext.dongguan.text.encoding import detect

HEAD_BYTES = 65536
_TABLE = Path(__file__).with_name("types.yaml")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, kw_only=True)
class FileType:
    """A type of file: its name for people, for browsers, and how its bytes are built."""

    extension: str
    format: str
    mimetype: str
    content: str
    member: str = ""


class Cause(StrEnum):
    """Why a file is not taken."""

    UNKNOWN_TYPE = "unknown_type"
    OTHER_CONTENT = "other_content"
    EMPTY = "empty"
    TOO_LARGE = "too_large"


class Refused(Exception):  # noqa: N818 - the file is refused, nothing failed
    """A file is not taken; carries the cause and, where known, the type it claims to be."""

    def __init__(self, cause: Cause, file_type: FileType | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.file_type = file_type


@cache
def known() -> Mapping[str, FileType]:
    """Read the table of types, by extension."""
    rows = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return {key: FileType(extension=key, **row) for key, row in rows.items()}


def recognise(name: str, stream: IO[bytes]) -> FileType:
    """Tell the type of a file; the stream is left at its beginning.

    :raises Refused: the type is not taken, or the bytes are of another one
    """
    file_type = known().get(name.rpartition(".")[2].lower()) if "." in name else None
    if file_type is None:
        raise Refused(Cause.UNKNOWN_TYPE)
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if not head:
        raise Refused(Cause.EMPTY, file_type)
    if not (_CONTENTS[file_type.content](head) and _has_member(file_type, head, stream)):
        raise Refused(Cause.OTHER_CONTENT, file_type)
    stream.seek(0)
    return file_type


def encoding_of(head: bytes) -> str | None:
    """Name the encoding of a text file's beginning as HTTP does, None if it is no text."""
    encoding = detect(head, is_complete=len(head) < HEAD_BYTES)
    return encoding.value.removesuffix("-sig") if encoding else None


def _has_member(file_type: FileType, head: bytes, stream: IO[bytes]) -> bool:
    """Look into the list of an archive; nothing is unpacked."""
    if not head.startswith(_ZIP):
        return True
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            return any(name.startswith(file_type.member) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _is_text(head: bytes) -> bool:
    return encoding_of(head) is not None


def _text_begins(*beginnings: str) -> Callable[[bytes], bool]:
    def check(head: bytes) -> bool:
        encoding = detect(head, is_complete=len(head) < HEAD_BYTES)
        text = head.decode(encoding, "ignore") if encoding else ""
        return text.lstrip("\ufeff \t\r\n").startswith(beginnings)

    return check


def _begins(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(beginnings)


_CONTENTS: dict[str, Callable[[bytes], bool]] = {
    "text": _is_text,
    "json": _text_begins("{", "["),
    "xml": _text_begins("<?xml", "<"),
    "zip": _begins(_ZIP),
    "ole": _begins(_OLE),
    "ole_or_zip": _begins(_OLE, _ZIP),
    "pdf": lambda head: b"%PDF-" in head[:1024],
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "tiff": _begins(b"II*\x00", b"MM\x00*"),
    "sqlite": _begins(b"SQLite format 3\x00"),
    "parquet": _begins(b"PAR1"),
}
