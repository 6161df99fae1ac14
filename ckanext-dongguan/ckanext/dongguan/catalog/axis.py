"""The four trees of the directory: by which field each goes, what stands in it.

Without CKAN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ckanext.dongguan.schemas.codelists import Code, CodeList, children, load

from . import branch
from .branch import Branch, Numbers, Seed
from .place import CITY_CODE, SEVERAL, WHOLE_CITY

CLASS_PREFIX = "class-"
OTHER = "other"


class Axis(StrEnum):
    """By what the directory is walked."""

    THEME = "theme"
    DEPARTMENT = "department"
    TOWN = "town"
    CLASS = "class"

    @property
    def field(self) -> str:
        """Name the field of the index that the tree goes by."""
        return _FIELDS[self]


_FIELDS = {
    Axis.THEME: "theme",
    Axis.DEPARTMENT: "organization",
    Axis.TOWN: "catalog_town",
    Axis.CLASS: "resource_class",
}


@dataclass(frozen=True, kw_only=True)
class Office:
    """A department: its address, class, and the address of the one above it."""

    name: str
    provider_class: str
    parent: str = ""


def tree(
    axis: Axis, counted: Mapping[str, Numbers], offices: Iterable[Office] = ()
) -> tuple[Branch, ...]:
    """Grow a tree from the numbers of each value of its field; departments need `offices`."""
    if axis is Axis.DEPARTMENT:
        grown = branch.grow(_departments(tuple(offices)), counted)
        # Who has catalogued nothing stands in the table of coverage.
        return branch.kept(grown, lambda one: one.count > 0)
    seeds = {Axis.THEME: _themes, Axis.TOWN: _towns, Axis.CLASS: _classes}[axis]()
    return branch.grow(seeds, counted)


def _themes() -> list[Seed]:
    return [Seed(key=one.code, value=one.code) for one in load("themes")]


def _towns() -> list[Seed]:
    below = (one.code for one in children(load("towns"), CITY_CODE))
    return [Seed(key=code, value=code) for code in (WHOLE_CITY, SEVERAL, *below)]


def _classes() -> list[Seed]:
    codes = load("resource_classes")
    return [_class(codes, one) for one in children(codes)]


def _class(codes: CodeList, code: Code) -> Seed:
    below = tuple(_class(codes, one) for one in children(codes, code.code))
    return Seed(key=code.code, value=code.code, children=below)


def _departments(offices: tuple[Office, ...]) -> list[Seed]:
    names = {office.name for office in offices}
    tops = [one for one in offices if one.parent not in names or one.parent == one.name]
    order = [one.code for one in load("provider_class")]
    found = dict.fromkeys(one.provider_class for one in tops)
    classes = [*(c for c in order if c in found), *(c for c in found if c not in order)]
    return [
        Seed(
            key=f"{CLASS_PREFIX}{name or OTHER}",
            value=None,
            children=tuple(_office(o, offices) for o in tops if o.provider_class == name),
        )
        for name in classes
    ]


def _office(office: Office, offices: tuple[Office, ...], above: tuple[str, ...] = ()) -> Seed:
    line = (*above, office.name)
    below = [o for o in offices if o.parent == office.name and o.name not in line]
    inner = tuple(_office(one, offices, line) for one in below)
    return Seed(key=office.name, value=office.name, children=inner)
