"""What stands above columns, as it is compared, without CKAN."""

from __future__ import annotations

import re
import unicodedata

_MARKS = "*＊※#：:"
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_DUTY = re.compile(r"\((?:必填|选填|必选|可选|非必填|必填项|选填项|required|optional)\)", re.I)


def plain(text: str) -> str:
    """Write a header without spaces, stars and remarks such as （必填）."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    return _DUTY.sub("", folded).strip(_MARKS)


def bare(text: str) -> str:
    """Write a header without anything in brackets; all of it where nothing else is left."""
    full = plain(text)
    return _ASIDE.sub("", full).strip(_MARKS) or full
