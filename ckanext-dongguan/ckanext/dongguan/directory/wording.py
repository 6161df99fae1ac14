"""The sentences in which the directory speaks of files and rows."""

from __future__ import annotations

from collections.abc import Iterator

import ckan.plugins.toolkit as tk
from flask import has_request_context

from .offer import Objection, Offer
from .place import CellFault, Fault, FileFaultError
from .tally import Outcome, Tally


def language() -> str:
    """Name the language of the page; outside a page (index, jobs) that of the site."""
    if has_request_context():
        return str(tk.h.lang())
    return str(tk.config["ckan.locale_default"])


def file_fault(name: str, error: FileFaultError) -> str:
    """Say why a file cannot be read and what to do."""
    sentences = {
        Fault.NOT_FOUND: tk._("There is no such file: check the path."),
        Fault.NOT_READABLE: tk._(
            "The file may not be read: change its permissions, or copy it where they allow it."
        ),
        Fault.NOT_EXCEL: tk._("This is no Excel workbook: save it as .xlsx and try again."),
        Fault.OLD_EXCEL: tk._(
            "This is an old (.xls) or password-protected workbook: save it as .xlsx without "
            "a password and try again."
        ),
        Fault.DAMAGED: tk._(
            "The workbook is damaged: open it in Excel, save it anew, or fetch it again."
        ),
        Fault.TOO_LARGE: tk._("Unpacked, the workbook is larger than 300 MB: split it."),
        Fault.MISSING_COLUMNS: tk._(
            "Columns are missing: {detail}. Add them to the header, or choose another layout."
        ),
    }
    sentence = str(sentences[error.fault]).format(detail=error.detail)
    return str(tk._("{file}: {sentence} Nothing was written.")).format(
        file=name, sentence=sentence
    )


def cell_fault(fault: CellFault) -> str:
    """Say what is wrong in a cell and what to do."""
    sentences = {
        Fault.EMPTY: tk._("empty: fill it in."),
        Fault.UNKNOWN_CODE: tk._('"{value}" is in no code list: add it to the layout.'),
        Fault.UNKNOWN_PROVIDER: tk._(
            'no department is called "{value}", and none was: correct the name or register it.'
        ),
        Fault.NO_DAY: tk._('"{value}" is not a day: write it as 2026-01-31.'),
        Fault.BAD_KEYWORD: tk._('"{value}" is no keyword: shorten it or type it anew.'),
        Fault.CONTRADICTION: tk._(
            "differs from {value}, which has the same title and department: keep one."
        ),
    }
    return str(sentences[fault.fault]).format(value=fault.value)


def objection(objection: Objection, value: str, offer: Offer) -> str:
    """Say why a code is not taken and what to do."""
    sentences = {
        Objection.UNKNOWN: tk._(
            '"{value}" is not in the code list "{codelist}": choose one of its codes.'
        ),
        Objection.ELSEWHERE: tk._(
            '"{value}" is not for this field: choose a code below {below}.'
        ),
        Objection.RETIRED: tk._(
            '"{value}" ({label}) was given up after {end}: choose a code of today.'
        ),
        Objection.NOT_YET: tk._(
            '"{value}" ({label}) may be given from {start} on: choose a code of today.'
        ),
    }
    code = offer.codes.get(value)
    return str(sentences[objection]).format(
        value=value,
        codelist=offer.codes.name,
        below=offer.below,
        label=code.label(language()) if code else "",
        start=code.valid_from if code else "",
        end=code.valid_to if code else "",
    )


def lines(title: str, tally: Tally) -> Iterator[str]:
    """Write the account of a file, line by line."""
    labels = {
        Outcome.CREATED: tk._("created"),
        Outcome.UPDATED: tk._("updated"),
        Outcome.UNCHANGED: tk._("as before"),
        Outcome.REPEATED: tk._("repetitions of an earlier row"),
        Outcome.BLANK: tk._("blank"),
        Outcome.REFUSED: tk._("refused"),
    }
    yield str(tk._("{title}: {rows} rows")).format(title=title, rows=len(tally.lines))
    for outcome, label in labels.items():
        yield f"{tally.count(outcome):>8}  {label}"
    for times, records in tally.repeats:
        sentence = tk._("{records} records stand in the file {times} times each.")
        yield str(sentence).format(records=records, times=times)
    for line in tally.refused:
        for complaint in line.complaints:
            yield f"{complaint.place}: {complaint.sentence}"
