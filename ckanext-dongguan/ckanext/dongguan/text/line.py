"""Texts of one line as people type and paste them, without CKAN."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """Join a text into one line: composed, blanks joined, nothing in it that nobody sees.

    Control, direction and surrogate characters are dropped: neither the database nor a
    workbook can hold all of them.
    """
    joined = " ".join(unicodedata.normalize("NFC", text).split())
    visible = "".join(ch for ch in joined if unicodedata.category(ch)[0] != "C")
    return " ".join(visible.split())
