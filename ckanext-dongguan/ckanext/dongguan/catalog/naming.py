"""What the branches of the trees are called, in a language."""

from __future__ import annotations

from collections.abc import Mapping

import ckan.plugins.toolkit as tk

from ckanext.dongguan.schemas.codelists import load

from .axis import CLASS_PREFIX, OTHER, Axis
from .branch import NONE, OWN
from .place import SEVERAL, WHOLE_CITY

_LISTS = {Axis.THEME: "themes", Axis.TOWN: "towns", Axis.CLASS: "resource_classes"}


def axis_label(axis: Axis) -> str:
    """Name a tree."""
    labels = {
        Axis.THEME: tk._("By theme"),
        Axis.DEPARTMENT: tk._("By department"),
        Axis.TOWN: tk._("By town"),
        Axis.CLASS: tk._("By class"),
    }
    return str(labels[axis])


def label(axis: Axis, key: str, titles: Mapping[str, str], language: str) -> str:
    """Name a branch; `titles` are those of the departments by their addresses."""
    if key.endswith(OWN):
        return _own(axis)
    if special := _special(key):
        return special
    if axis is Axis.DEPARTMENT:
        if key.startswith(CLASS_PREFIX):
            code = key.removeprefix(CLASS_PREFIX)
            return tk._("Other") if code == OTHER else _code("provider_class", code, language)
        return titles.get(key, key)
    return _code(_LISTS[axis], key, language)


def _own(axis: Axis) -> str:
    if axis is Axis.DEPARTMENT:
        return str(tk._("The department itself"))
    return str(tk._("Not divided further"))


def _special(key: str) -> str:
    return {
        NONE: str(tk._("Not assigned")),
        WHOLE_CITY: str(tk._("The whole city")),
        SEVERAL: str(tk._("Several towns together")),
    }.get(key, "")


def _code(name: str, code: str, language: str) -> str:
    return str(load(name).label(code, language))
