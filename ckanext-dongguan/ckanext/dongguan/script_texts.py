"""The texts of the browser scripts in one language, in the form that CKAN's scripts read.

Core writes these files with `ckan translation js` into the storage folder, from
catalogue sources that an installed wheel does not carry. This module builds the
same table from the compiled catalogues, so that nothing has to be generated.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polib

Table = dict[str, Any]


def script_msgids(templates: Iterable[Path]) -> frozenset[str]:
    """Collect the texts that occur in a script, from catalogue templates (.pot)."""
    return frozenset(
        entry.msgid
        for path in templates
        for entry in polib.pofile(str(path))
        if any(place.endswith(".js") for place, _line in entry.occurrences)
    )


def build_table(language: str, catalogues: Iterable[Path], wanted: frozenset[str]) -> Table:
    """Merge catalogues (.mo) into one table; the later catalogue wins."""
    table: Table = {"": {"domain": "ckan", "lang": language}}
    for path in catalogues:
        catalogue = polib.mofile(str(path))
        forms = catalogue.metadata.get("Plural-Forms")
        if forms:
            table[""].setdefault("plural-forms", forms)
        table.update(_entries(catalogue, wanted))
    return table


def _entries(catalogue: polib.MOFile, wanted: frozenset[str]) -> Table:
    found: Table = {}
    for entry in catalogue:
        if entry.msgid not in wanted:
            continue
        if entry.msgid_plural:
            found[entry.msgid] = [entry.msgid_plural, *_plurals(entry)]
        elif entry.msgstr:
            found[entry.msgid] = [None, entry.msgstr]
    return found


def _plurals(entry: polib.MOEntry) -> list[str]:
    return [text for _number, text in sorted(entry.msgstr_plural.items())]
