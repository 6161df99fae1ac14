"""A branch of the directory as a file in the columns of the official template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.sheets import giving
from ckanext.dongguan.sheets.form import Form
from ckanext.dongguan.sheets.kind import template_of

from . import asking, listing, outline

# What the template offers drop-downs for, and what a person waits for.
MOST = 20_000
# The entries of all types, in the columns of the guide's core metadata.
TEMPLATE = "dataset"


class TooManyError(Exception):
    """A branch has more entries than one file takes; `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def written(context: Mapping[str, Any], asked: Mapping[str, str], form: Form) -> dict[str, Any]:
    """Write the entries of a branch that somebody may find; give `file` and its `name`
    without ending.

    :raises TooManyError: there are too many for one file
    """
    axis, language = asking.axis(asked), asking.language()
    tree = outline.outline(context, axis, language) if asked["node"] else None
    chosen = asking.found(tree, asked["node"]) if tree else None
    wanted = asking.wanted(asked)
    found = listing.entries(context, axis, chosen, {**wanted, "rows": 0})
    if found["count"] > MOST:
        raise TooManyError(found["count"])
    query = listing.narrowed(axis, chosen, wanted)
    file, today = BytesIO(), datetime.now(tk.h.get_display_timezone()).date()
    form.write(file, template_of(TEMPLATE), giving.listed(context, query), today)
    label = tree.label(chosen.key, "zh_Hans_CN") if tree and chosen else "全部"
    return {"file": file, "name": f"公共数据目录_{label}_{today.isoformat()}"}
