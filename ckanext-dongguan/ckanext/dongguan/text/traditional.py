"""Traditional characters as simplified ones, one by one, without CKAN.

The table holds the characters of the basic plane from OpenCC's TSCharacters
(Apache-2.0), the first reading of each. Words are not rewritten: for slugs and
for search the character is enough.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[int, str]:
    text = files(__package__).joinpath("traditional.csv").read_text(encoding="utf-8")
    return {
        ord(row["traditional"]): row["simplified"] for row in csv.DictReader(text.splitlines())
    }


def simplify(text: str) -> str:
    """Replace each traditional character by its simplified one; the length stays."""
    return text.translate(_table())
