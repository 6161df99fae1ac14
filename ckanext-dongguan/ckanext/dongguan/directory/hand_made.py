"""What no page of the portal sends and core's readers of forms break on, without CKAN."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum

# Core's own lists beside the tables of the dataset types.
_LISTS = frozenset({
    "extras", "groups", "relationships_as_object", "relationships_as_subject", "resources",
    "tags",
})  # fmt: skip
_BUTTON = "save"
_PART = "__"


class Fault(Enum):
    """Why a part of a form cannot be read."""

    MISSING = "missing"
    TWICE = "twice"
    NO_ROWS = "no rows"


def faults(
    form: Mapping[str, Sequence[str]], tables: Collection[str], several: Collection[str]
) -> Iterator[tuple[str, Fault]]:
    """List the parts of a sent form that cannot be read, by their names.

    `tables` are fields that hold rows (`items-0-name`), `several` those that take many values.
    """
    if _BUTTON not in form:
        yield _BUTTON, Fault.MISSING
    for name, values in form.items():
        base = name.partition(_PART)[0]
        if name in _LISTS or name in tables:
            yield name, Fault.NO_ROWS
        elif len(values) > 1 and name not in several:
            yield name, Fault.TWICE
        elif base != name and base not in _LISTS:
            yield name, Fault.NO_ROWS
