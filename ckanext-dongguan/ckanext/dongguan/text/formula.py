"""Texts that a spreadsheet would take for formulas or numbers, kept in CSV, without CKAN.

A cell that begins with one of the signs below runs when the file is opened; an apostrophe
in front keeps it a text (OWASP, CSV injection). `bare` takes exactly that apostrophe away
again, so that what goes out comes in unchanged. A code of many digits would lose those
behind the fifteenth; a tab behind it, which nobody sees, keeps it a text.
"""

from __future__ import annotations

# From so many digits on Excel writes 3.07019E+11.
_SHORTENED = 12
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Write a cell so that a spreadsheet shows it and nothing else."""
    return f"'{text}" if _is_risky(text) else text


def bare(text: str) -> str:
    """Read a cell that `guarded` has written; any other text stays as it is."""
    return text[1:] if text.startswith("'") and _is_risky(text) else text


def whole(text: str) -> str:
    """Write a cell for people so that a spreadsheet keeps all digits of a code."""
    is_code = text.isascii() and text.isdigit() and len(text) >= _SHORTENED
    return f"{text}\t" if is_code else text


def _is_risky(text: str) -> bool:
    return text.lstrip("'").startswith(_SIGNS)
