"""File names that a person can read and no system can trip over, without CKAN.

The name as the department wrote it is kept; only what is dangerous (paths,
control and direction characters) or refused by a file system is changed.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from werkzeug.http import dump_options_header

from .slug import slug

MAX_BYTES = 255
# A longer "extension" is the end of a sentence, not a type.
MAX_EXTENSION_BYTES = 16
NAMELESS = "未命名"

_RESERVED_CHARACTERS = re.compile(r'[<>:"|?*]+')
_RESERVED_STEMS = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)$")


def safe_name(name: str) -> str:
    """Return the name without path, control or reserved characters, at most 255 bytes."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    seen = "".join(map(_visible, last))
    stem, extension = _split(_RESERVED_CHARACTERS.sub("_", seen).strip(" ."))
    stem = NAMELESS if not stem else f"_{stem}" if _RESERVED_STEMS.match(stem) else stem
    return _cut(stem, MAX_BYTES - len(extension.encode())).rstrip(" .") + extension


def content_disposition(name: str, disposition: str = "attachment") -> str:
    """Build the header value that saves a file under its Chinese name.

    RFC 6266 wants an ASCII `filename` for old clients beside `filename*` (RFC 5987).
    werkzeug's writer does the quoting, so a name cannot end the value or the line;
    its `send_file` is not used because its ASCII name for 公交.csv is `.csv`.
    """
    safe = safe_name(name)
    options = {"filename": _ascii(safe)}
    if not safe.isascii():
        options["filename*"] = f"UTF-8''{quote(safe, safe='')}"
    return dump_options_header(disposition, options)


def _visible(character: str) -> str:
    """Drop control, direction, zero-width and surrogate characters; keep one kind of blank."""
    kind = unicodedata.category(character)[0]
    return {"C": "", "Z": " "}.get(kind, character)


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    if not dot or not extension or len(extension.encode()) > MAX_EXTENSION_BYTES:
        return name, ""
    return stem.rstrip(" ."), f".{extension}"


def _cut(text: str, max_bytes: int) -> str:
    return text.encode()[:max_bytes].decode(errors="ignore")


def _ascii(name: str) -> str:
    if name.isascii():
        return name
    stem, extension = _split(name)
    return slug(stem) + (extension if extension.isascii() else "")
