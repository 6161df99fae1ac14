"""A file that somebody handed in on a page, kept as long as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import ckan.plugins.toolkit as tk

from ckanext.dongguan.text.filename import safe_name

# A file of another name is looked at as a workbook, and refused as one.
SUFFIXES = frozenset({".xlsx", ".csv", ".json"})
MEGABYTE = 1024 * 1024


@contextmanager
def received(most_megabytes: int) -> Iterator[tuple[Path, str]]:
    """Keep the field `file` of the request in a folder of its own; give its path and name.

    :raises ValidationError: no file was chosen, or it is larger than `most_megabytes`
    """
    given = tk.request.files.get("file")
    if given is None or not given.filename:
        raise tk.ValidationError({"file": [tk._("No file was chosen: choose a workbook.")]})
    suffix = Path(given.filename).suffix.lower()
    with TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix if suffix in SUFFIXES else '.xlsx'}")
        given.save(path)
        if path.stat().st_size > most_megabytes * MEGABYTE:
            text = tk._("The file is larger than {limit} MB: split it, or ask for an import.")
            raise tk.ValidationError({"file": [str(text).format(limit=most_megabytes)]})
        yield path, safe_name(given.filename)
