"""What the texts of a column tell about the field that it is, without CKAN.

One city writes 无条件开放 below 开放条件, another names departments that nobody here knows:
the header alone would mislead.
"""

from __future__ import annotations

from collections.abc import Sequence

from ckanext.dongguan.numbering import resource_code
from ckanext.dongguan.schemas.codelists import CodeList, load

from .cell import Find
from .column import Column, Template
from .seen import GUESS, Seen

# So many of a column's texts must be codes of a list for the column to be its field.
ALMOST_ALL = 0.9


def corrected(columns: Sequence[Seen], template: Template) -> None:
    """Give fields of codes that no header names the column whose texts are their codes.

    Numbers of another kind are no resource codes, whatever stands above them.
    """
    for one in columns:
        if one.means is not None and one.means.name == "resource_code" and _is_strange(one):
            one.means, one.likeness = None, 0.0
    taken = {one.means.name for one in columns if one.means}
    for column in template.main.columns:
        if column.kind != "code" or column.name in taken:
            continue
        spoken = (one for one in columns if _speaks_for(one, load(column.codelist)))
        if (seen := next(spoken, None)) is not None:
            seen.means, seen.likeness = column, GUESS


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
    known = sum(1 for text in words if codes.find(text) is not None)
    return known / len(seen.texts) if words else 0.0


def is_foreign(columns: Sequence[Seen], find: Find) -> bool:
    """Tell whether a table names departments, and none of them is of this city."""
    named = [text for one in columns if _names_departments(one.means) for text in one.texts]
    return bool(named) and not any(map(find, dict.fromkeys(named)))


def _names_departments(column: Column | None) -> bool:
    return column is not None and (column.kind == "provider" or column.name == "author")
