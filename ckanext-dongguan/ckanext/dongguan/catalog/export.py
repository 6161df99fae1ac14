"""A branch of the directory as a file in the columns of the official template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ckanext.dongguan.clock import today
from ckanext.dongguan.language import spoken
from ckanext.dongguan.sheets import giving
from ckanext.dongguan.sheets.form import Form
from ckanext.dongguan.sheets.kind import template_of

from . import asking, listing, outline

# What a person waits for; more is ordered.
MOST = 20_000
# The entries of all types, in the columns of the guide's core metadata.
TEMPLATE = "dataset"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The entries of a branch: the search for them, how many there are, their name."""

    query: Mapping[str, Any]
    count: int
    title: str

    @property
    def is_large(self) -> bool:
        """Tell whether they are more than a person waits for."""
        return self.count > MOST


def wanted(context: Mapping[str, Any], asked: Mapping[str, str]) -> Wanted:
    """Find the entries of a branch that somebody may find."""
    axis, language = asking.axis(asked), spoken()
    tree = outline.outline(context, axis, language) if asked["node"] else None
    chosen = asking.found(tree, asked["node"]) if tree else None
    narrowed = asking.wanted(asked)
    found = listing.entries(context, axis, chosen, {**narrowed, "rows": 0})
    label = tree.label(chosen.key, "zh_Hans_CN") if tree and chosen else "全部"
    query = listing.narrowed(axis, chosen, narrowed)
    return Wanted(query=query, count=found["count"], title=f"公共数据目录_{label}")


def file(context: Mapping[str, Any], chosen: Wanted, form: Form) -> BytesIO:
    """Write the entries into a file."""
    made, day = BytesIO(), today()
    form.write(made, template_of(TEMPLATE), giving.listed(context, chosen.query), day)
    return made
