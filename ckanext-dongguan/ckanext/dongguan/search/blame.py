"""Which parameter the index complains about, without CKAN.

The index quotes what it could not read. Its words go no further: they carry the filters that
CKAN adds, and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import disguise
from .request import Refusal

# What is written in the language of the index, in the order in which it reads it.
_WRITTEN = ("q", "bf", "boost", "fq", "fq_list", "fl")
_QUOTED = re.compile(r"'([^']+)'")
_NO_DATE = ("Invalid Date", "Couldn't parse date")


def blame(params: Mapping[str, Any], complaint: str) -> Refusal:
    """Read a complaint about a search; without a quotation all that was written is named."""
    said = complaint.replace("\\", "").rpartition("[Reason:")[2]
    given = {name: list(disguise.texts(params[name])) for name in _WRITTEN if params.get(name)}
    quoted = _QUOTED.findall(said)
    at = [name for name, texts in given.items() if _is_quoted(texts, quoted)]
    is_date = any(sign in said for sign in _NO_DATE)
    return Refusal(
        reason="date" if is_date else "syntax", place=", ".join(at[:1] or given) or "q"
    )


def _is_quoted(texts: list[str], quoted: list[str]) -> bool:
    bare = [text.replace("\\", "").strip() for text in texts]
    return any(one in text or text in one for text in bare if text for one in quoted)
