"""One record as its source states it, and the hash by which a change is seen, without CKAN."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from .problem import RecordError

Content = Mapping[str, Any]

_encoder = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A record of a listing.

    `content` is None where the listing only names it and the adapter's `details` bring
    the rest. `stamp` is the source's own word for its version, where it has one. `fault`
    says why nobody can read it.
    """

    remote_id: str
    title: str = ""
    stamp: str = ""
    content: Content | None = None
    fault: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a source said of an answer, for asking next time whether it has changed."""

    key: str
    etag: str = ""
    last_modified: str = ""
    ids: Sequence[str] = ()
    # What else the adapter wants to know then.
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One answer of a source.

    `unchanged` are the ids of an answer that is as it was; `named` are those of records
    that are there and were not read. `total` is how many records
    the source announces in all. On the last batch `is_whole` says that the listing named
    every record there is, `is_count_right` that as many are there as the ledger knows, and
    `cursor` is where an incremental run goes on.
    """

    found: Sequence[Found] = ()
    unchanged: Collection[str] = ()
    named: Sequence[str] = ()
    total: int | None = None
    mark: Mark | None = None
    is_whole: bool = False
    is_count_right: bool = False
    # The source tells of changes only: what it does not name is not gone.
    is_partial: bool = False
    cursor: Mapping[str, Any] = field(default_factory=dict)
    # The source's own number for what was delivered together, and whether this is its end.
    number: str = ""
    closes: bool = False


def content_hash(
    content: Content, *, volatile: Collection[str] = (), salt: str = "", most_bytes: int = 0
) -> str:
    """Hash what a record says (BLAKE2b of 128 bits, hex).

    The order of keys, Unicode composition and the fields in `volatile` do not count.
    `salt` is what else decides the result: the version of the map, the settings.

    :raises RecordError: more than `most_bytes`, or text that no database can keep
    """
    if volatile:
        content = {key: value for key, value in content.items() if key not in volatile}
    text = _encoded(content)
    if most_bytes and len(text) > most_bytes:
        raise RecordError(
            f"记录有 {len(text) // 1024} KiB，超过上限 {most_bytes // 1024} KiB",
            "请来源单位检查其中过长的字段",
        )
    if not text.isascii():
        read = text.decode()
        if not unicodedata.is_normalized("NFC", read):
            text = unicodedata.normalize("NFC", read).encode()
    return hashlib.blake2b(text, digest_size=16, key=salt.encode()[:64]).hexdigest()


def _encoded(content: Content) -> bytes:
    try:
        text = _encoder.encode(content)
    except (UnicodeEncodeError, TypeError) as error:
        raise RecordError("记录中有不成字符的字节", "请来源单位核对编码") from error
    if b"\\u0000" in text:
        raise RecordError("记录中有空字符（U+0000）", "请来源单位清除不可见字符")
    return text
