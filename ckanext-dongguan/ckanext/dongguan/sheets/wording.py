"""The sentences in which the room speaks of files and cells."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .fault import Fault, FileRefusedError


def refused(name: str, error: FileRefusedError) -> str:
    """Say why a file cannot be read and what to do."""
    sentences = {
        "not_excel": tk._("This is no Excel workbook: save it as .xlsx and try again."),
        "old_excel": tk._(
            "This is an old (.xls) or password-protected workbook: save it as .xlsx without "
            "a password and try again."
        ),
        "macros": tk._("The workbook holds macros: save it as .xlsx, which has none."),
        "damaged": tk._(
            "The workbook is damaged: open it in Excel, save it anew, or fetch it again."
        ),
        "too_large": tk._("Unpacked, the workbook is larger than {limit} MB: split it."),
        "no_sheet": tk._("The sheet {sheet} is missing: fill in the template as it is."),
        "wide": tk._(
            "Row {row} of sheet {sheet} has more than {limit} columns: delete those to the "
            "right of the table."
        ),
        "missing_columns": tk._(
            "Sheet {sheet} has no header with these columns: {columns}. Take the header of "
            "the template; merged cells in it must be taken apart."
        ),
        "twice": tk._("In sheet {sheet} these columns stand twice: {columns}. Keep one."),
        "unknown_type": tk._("There is no dataset type {type}."),
    }
    sentence = str(sentences[error.key]).format(**error.facts)
    return str(tk._("{file}: {sentence} Nothing was written.")).format(
        file=name, sentence=sentence
    )


def fault(one: Fault) -> str:
    """Say what is wrong in a cell and what to do, without the cell's name."""
    if not one.key:
        return one.sentence
    sentences = {
        "formula": tk._("a formula ({value}): paste it as a value."),
        "error_value": tk._("an error of Excel ({value}): type the value."),
        "number": tk._("the number stands in {value} already: give each record its own."),
        "orphan": tk._('no record of this file has the number "{value}": correct the number.'),
    }
    return str(sentences[one.key]).format(value=one.value)


def line(one: Fault) -> str:
    """Name cell and column, cause and remedy: `Sheet!C17：列：……`."""
    return f"{one.spot}：{one.header}：{fault(one)}"
