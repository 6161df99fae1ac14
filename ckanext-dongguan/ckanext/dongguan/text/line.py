"""Texts as people type and paste them, without CKAN."""

from __future__ import annotations

import unicodedata

# No characters at all: XML, and with it a workbook, cannot hold them.
_NONE = frozenset("\ufffe\uffff")


def can_be_kept(text: str) -> bool:
    """Tell whether database and workbooks can hold a text of lines."""
    return not any(
        (unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t") or one in _NONE
        for one in text
    )


def one_line(text: str) -> str:
    """Join a text into one line: composed, blanks joined, nothing in it that nobody sees.

    Control, direction and surrogate characters are dropped.
    """
    joined = " ".join(unicodedata.normalize("NFC", text).split())
    unseen = ("Cc", "Cf", "Cs")
    seen = "".join(
        one for one in joined if unicodedata.category(one) not in unseen and one not in _NONE
    )
    return " ".join(seen.split())
