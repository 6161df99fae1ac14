"""A tree of the directory, counted for who asks, with the names of its branches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.directory.provider import ungrouped

from . import axis as axes
from . import naming
from .axis import Axis, Office
from .branch import Branch


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A tree: the numbers of the whole directory, its branches, titles of departments."""

    axis: Axis
    total: Mapping[str, int]
    branches: tuple[Branch, ...]
    titles: Mapping[str, str]

    def label(self, key: str, language: str) -> str:
        """Name a branch by its key."""
        return naming.label(self.axis, key, self.titles, language)

    def shown(self, branches: Iterable[Branch], language: str) -> list[dict[str, Any]]:
        """Write branches for the API, each with those below it."""
        return [
            {
                "key": one.key,
                "label": self.label(one.key, language),
                **one.numbers,
                "children": self.shown(one.children, language),
            }
            for one in branches
        ]


def outline(context: Mapping[str, Any], axis: Axis, language: str) -> Outline:
    """Count a tree: one request to the index, one more for the names of departments."""
    asked = {"fields": [axis.field]}
    found = tk.get_action("dongguan_openness_count")({**context, "ignore_auth": True}, asked)
    providers = _providers() if axis is Axis.DEPARTMENT else []
    offices = [
        Office(name=one["name"], provider_class=one["provider_class"], parent=one["parent"])
        for one in providers
    ]
    return Outline(
        axis=axis,
        total=found["total"],
        branches=axes.tree(axis, found["fields"][axis.field], offices),
        titles={one["name"]: _title(one, language) for one in providers},
    )


def _title(provider: Mapping[str, Any], language: str) -> str:
    english = "" if language.startswith("zh") else provider["title_en"]
    return str(english or provider["title"])


def _providers() -> list[dict[str, Any]]:
    return ungrouped(tk.get_action("dongguan_provider_list")({"user": ""}, {}))
