"""Which of a dataset's fields hold codes of which list, and their names, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.dongguan.schemas.codelists import load

LISTS = {
    "open_class": "open_class",
    "theme": "themes",
    "town": "towns",
    "update_frequency": "update_frequency",
}


def label(field: str, code: str, language: str) -> str:
    """Give the label of a field's code in a language; an unknown code is its own."""
    return str(load(LISTS[field]).label(code, language))


def names(field: str, code: str) -> Iterator[str]:
    """List the names that a code is searched by: labels in both languages, other names."""
    found = load(LISTS[field]).get(code)
    if found:
        yield from filter(None, (found.label_zh, found.label_en))
        yield from filter(None, found.more.get("synonyms", "").split("|"))
