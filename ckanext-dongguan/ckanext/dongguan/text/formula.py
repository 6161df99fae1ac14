"""Texts that a spreadsheet would take for formulas, made harmless in CSV, without CKAN.

A cell that begins with one of the signs below runs when the file is opened; an apostrophe
in front keeps it a text (OWASP, CSV injection). `bare` takes exactly that apostrophe away
again, so that what goes out comes in unchanged.
"""

from __future__ import annotations

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Write a cell so that a spreadsheet shows it and nothing else."""
    return f"'{text}" if _is_risky(text) else text


def bare(text: str) -> str:
    """Read a cell that `guarded` has written; any other text stays as it is."""
    return text[1:] if text.startswith("'") and _is_risky(text) else text


def _is_risky(text: str) -> bool:
    return text.lstrip("'").startswith(_SIGNS)
