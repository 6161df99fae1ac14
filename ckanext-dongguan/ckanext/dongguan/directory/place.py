"""Where in a workbook something stands and what is wrong there, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, kw_only=True)
class Place:
    """A cell as people name it; rows and columns count from 1, column 0 is the whole row."""

    sheet: str
    row: int
    column: int = 0

    def __str__(self) -> str:
        letter = get_column_letter(self.column) if self.column else ""
        return f"{self.sheet}!{letter}{self.row}"


class Fault(StrEnum):
    """Why a file or a cell cannot be taken."""

    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    NOT_EXCEL = "not_excel"
    OLD_EXCEL = "old_excel"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    MISSING_COLUMNS = "missing_columns"
    EMPTY = "empty"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_PROVIDER = "unknown_provider"
    NO_DAY = "no_day"
    BAD_KEYWORD = "bad_keyword"
    CONTRADICTION = "contradiction"


class FileFaultError(Exception):
    """The file as a whole cannot be read; `fault` says why, `detail` names what."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(fault, detail)
        self.fault = fault
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class CellFault:
    """A cell that makes its row impossible."""

    place: Place
    field: str
    fault: Fault
    value: str
