"""The sentences in which the room speaks of files and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import ckan.plugins.toolkit as tk

from ckanext.dongguan.directory import day

from .fault import Fault, FileRefusedError
from .layout_reading import MappingFault
from .taking import Taken


def refused(name: str, error: FileRefusedError) -> str:
    """Say why a file cannot be read and what to do."""
    sentences = {**_of_files(), **_of_tables()}
    sentence = str(sentences[error.key]).format(**error.facts)
    return str(tk._("{file}: {sentence} Nothing was written.")).format(
        file=name, sentence=sentence
    )


def _of_files() -> dict[str, str]:
    return {
        "not_found": tk._("There is no such file: check the path."),
        "not_readable": tk._(
            "The file may not be read: change its permissions, or copy it where they allow it."
        ),
        "not_excel": tk._("This is no Excel workbook: save it as .xlsx and try again."),
        "no_table": tk._(
            "This is neither an Excel workbook nor a table in CSV or JSON: save it as .xlsx, "
            "or as CSV with a header, in UTF-8 or GB18030."
        ),
        "no_json": tk._(
            "This is no JSON with a list of records: write a list of objects whose keys are "
            "columns."
        ),
        "old_excel": tk._(
            "This is an old (.xls) or password-protected workbook: save it as .xlsx without "
            "a password and try again."
        ),
        "macros": tk._("The workbook holds macros: save it as .xlsx, which has none."),
        "damaged": tk._(
            "The workbook is damaged: open it in Excel, save it anew, or fetch it again."
        ),
        "too_large": tk._("Unpacked, the workbook is larger than {limit} MB: split it."),
    }


def _of_tables() -> dict[str, str]:
    return {
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
        "unknown_layout": tk._("There is no layout {layout}."),
    }


def fault(one: Fault) -> str:
    """Say what is wrong in a cell and what to do, without the cell's name."""
    if not one.key:
        return one.sentence
    meant = day.of_serial(one.value) if one.key == "no_day" else None
    key = "serial_day" if meant else one.key
    return str(_of_cells()[key]).format(value=one.value, day=meant)


def _of_cells() -> dict[str, str]:
    return {
        "formula": tk._("a formula ({value}): paste it as a value."),
        "error_value": tk._("an error of Excel ({value}): type the value."),
        "no_header": tk._(
            "nothing stands above this column: take merged header cells apart and type the "
            "header of the template, or empty the column."
        ),
        "number": tk._("the number stands in {value} already: give each record its own."),
        "empty": tk._("empty: fill it in."),
        "unknown_code": tk._(
            '"{value}" is in no code list: correct it, or add it to the mapping.'
        ),
        "unknown_provider": tk._(
            'no department is called "{value}", and none was: correct the name or register it.'
        ),
        "serial_day": tk._(
            '"{value}" is a number in which Excel keeps days: write {day}, or "format: excel" '
            "in the mapping."
        ),
        "no_day": tk._('"{value}" is not a day: write it as 2026-01-31.'),
        "bad_keyword": tk._('"{value}" is no keyword: shorten it or type it anew.'),
        "contradiction": tk._(
            "differs from {value}, which has the same title and department: keep one."
        ),
        "orphan": tk._('no record of this file has the number "{value}": correct the number.'),
    }


def mapping_fault(one: MappingFault) -> str:
    """Say what is wrong in a mapping file and what to do."""
    sentences = {
        "long": tk._("The mapping file is too long: leave out what is not needed."),
        "no_yaml": tk._(
            "The mapping file cannot be read (line {place}): indent with spaces, write a space "
            "after each colon, and put texts with special characters in quotes."
        ),
        "no_fields": tk._(
            'The mapping file has no part "fields": write "field: column" below it.'
        ),
        "no_columns": tk._("{place}: no column is named: write columns: [name]."),
        "no_field": tk._('{place}: there is no field "{value}".'),
        "no_code": tk._('{place}: "{value}" is not in its code list.'),
        "no_key": tk._('{place}: the word "{value}" means nothing here.'),
    }
    sentence = str(sentences[one.key]).format(place=one.place, value=one.value)
    near = str(tk._('Is "{near}" meant?')).format(near=one.near) if one.near else ""
    return f"{sentence.removeprefix(': ')} {near}".strip()


def account(title: str, taken: Taken) -> Iterator[str]:
    """Write the account of a file, line by line: what its rows have become."""
    labels = {
        "created": tk._("created"),
        "updated": tk._("updated"),
        "unchanged": tk._("as before"),
        "repeated": tk._("repetitions of an earlier row"),
        "blank": tk._("blank"),
        "refused": tk._("refused"),
        "held": tk._("good, and held back"),
    }
    rows = sum(taken.outcomes.values())
    yield str(tk._("{title}: {rows} rows")).format(title=title, rows=rows)
    for outcome, label in labels.items():
        if outcome != "held" or taken.outcomes[outcome]:
            yield f"{taken.outcomes[outcome]:>8}  {label}"
    for times, records in sorted(Counter(n + 1 for n in taken.repeated.values()).items()):
        sentence = tk._("{records} records stand in the file {times} times each.")
        yield str(sentence).format(records=records, times=times)
    yield from (line(one) for one in taken.faults)


def line(one: Fault) -> str:
    """Name cell and column, cause and remedy: `Sheet!C17：列：……`."""
    return f"{one.spot}：{one.header}：{fault(one)}"
