"""What the texts of a column tell about the field that it is, without CKAN.

One city writes 无条件开放 below 开放条件, another names departments that nobody here knows:
the header alone would mislead.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ckanext.dongguan.numbering import resource_code
from ckanext.dongguan.schemas.codelists import CodeList, load

from .cell import SEPARATOR, Find
from .column import Column, Template
from .seen import GUESS, SURE, Seen

# So many of a column's texts must be codes of a list for the column to be its field.
ALMOST_ALL = 0.9


def corrected(columns: Sequence[Seen], template: Template) -> None:
    """Give fields of codes that no header names the column whose texts are their codes.

    Numbers of another kind are no resource codes, whatever stands above them; a header that
    is only like a field's says nothing if its list knows none of the texts below.
    """
    _exchange(columns)
    for one in columns:
        if _is_contradicted(one):
            one.means, one.likeness = None, 0.0
    taken = {one.means.name for one in columns if one.means}
    for column in template.main.columns:
        if column.kind != "code" or column.name in taken:
            continue
        spoken = (one for one in columns if _speaks_for(one, load(column.codelist)))
        if (seen := next(spoken, None)) is not None:
            seen.means, seen.likeness = column, GUESS


def _exchange(columns: Sequence[Seen]) -> None:
    """Exchange the fields of two columns that hold the codes of each other's list."""
    coded = [one for one in columns if one.means is not None and one.means.codelist]
    for one, other in combinations(coded, 2):
        if _fits_better(one, other) and _fits_better(other, one):
            one.means, other.means = other.means, one.means
            one.likeness = other.likeness = GUESS


def _fits_better(seen: Seen, other: Seen) -> bool:
    """Tell whether a column's texts are codes of another's list, and fewer of its own."""
    codes = [load(one.means.codelist) for one in (seen, other) if one.means is not None]
    own, others = (_part(seen, one) for one in codes)
    return own < others and others >= ALMOST_ALL


def _is_contradicted(seen: Seen) -> bool:
    if seen.means is None:
        return False
    if seen.means.name == "resource_code":
        return _is_strange(seen)
    is_guess = bool(seen.means.codelist) and seen.likeness < SURE and bool(seen.texts)
    return is_guess and _part(seen, load(seen.means.codelist)) == 0


def _is_strange(seen: Seen) -> bool:
    read = [resource_code.parse(text) for text in seen.texts]
    return bool(read) and all(isinstance(one, resource_code.Fault) for one in read)


def _speaks_for(seen: Seen, codes: CodeList) -> bool:
    if seen.means is not None and seen.means.codelist:
        own = load(seen.means.codelist)
        return _part(seen, own) == 0 and _part(seen, codes) >= ALMOST_ALL
    return _part(seen, codes) >= ALMOST_ALL


def _part(seen: Seen, codes: CodeList) -> float:
    """Tell which part of a column's words are codes; numbers and 是, 无 are anybody's."""
    words = [text for text in seen.texts if len(text) > 1 and not text.isascii()]
    known = sum(1 for text in words if _is_known(text, codes))
    return known / len(seen.texts) if words else 0.0


def _is_known(text: str, codes: CodeList) -> bool:
    """Tell whether a text is a code, or several of them."""
    return all(codes.find(one.strip()) is not None for one in SEPARATOR.split(text))


def is_foreign(columns: Sequence[Seen], find: Find) -> bool:
    """Tell whether a table names departments, and none of them is of this city."""
    named = _departments(columns)
    return bool(named) and not any(map(find, named))


def strangers(columns: Sequence[Seen], find: Find) -> list[str]:
    """List the departments of a table that this city does not have."""
    return [name for name in _departments(columns) if find(name) is None]


def _departments(columns: Sequence[Seen]) -> list[str]:
    named = (text for one in columns if _names_departments(one.means) for text in one.texts)
    return list(dict.fromkeys(named))


def _names_departments(column: Column | None) -> bool:
    return column is not None and (column.kind == "provider" or column.name == "author")
