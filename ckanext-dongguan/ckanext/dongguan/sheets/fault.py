"""What is wrong with a file, and in which cell, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A cell as people name it; rows and columns count from 1, column 0 is the whole row."""

    sheet: str
    row: int
    column: int = 0

    def __str__(self) -> str:
        letter = get_column_letter(self.column) if self.column else ""
        return f"{self.sheet}!{letter}{self.row}"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A cell that keeps its row out: where, which column, and a key of the room's wording.

    `sentence` stands in the place of the key where a field's own check has spoken.
    """

    spot: Spot
    header: str
    key: str = ""
    value: str = ""
    sentence: str = ""


class FileRefusedError(Exception):
    """The file as a whole cannot be read; `key` names the sentence, `facts` fill it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
