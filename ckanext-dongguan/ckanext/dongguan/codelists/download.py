"""A code list as a file: CSV with every column, without CKAN."""

from __future__ import annotations

import csv
from io import StringIO

from ckanext.dongguan.schemas.codelists import COLUMNS, CodeList

# Without it Excel takes UTF-8 for a local encoding.
MARK = "\ufeff"


def csv_text(codes: CodeList) -> str:
    """Write a list as its file is kept, so that a row of it can go into a site's folder."""
    own = list(codes.codes[0].more) if codes.codes else []
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, *own])
    for code in codes:
        common = [getattr(code, column) for column in COLUMNS]
        writer.writerow([*common, *(code.more[column] for column in own)])
    return MARK + text.getvalue()
