"""A source is written down: a new one under a name of its own, a change with its effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from . import anchor, registering, showing, sources


def save(data: Mapping[str, Any], by: str) -> None:
    """Register a source or change it; raises ValidationError and then writes nothing."""
    stored = sources.find(str(data.get("name") or ""), with_credentials=False)
    before = stored.row if stored else None
    row = registering.checked(data, before)
    if before and registering.leads_elsewhere(before, row):
        row |= {"approved_by": "", "approved_at": None}
    if before is None:
        row["created_by"] = by
    if str(data.get("is_new")).lower() != "true":
        sources.save(row)
    elif before or not sources.add(row):
        message = tk._("There is a source “{name}” already; choose another name.")
        raise tk.ValidationError({"name": [message.format(name=row["name"])]})
    if before and "opening" in row and row["opening"] != before["opening"]:
        sources.apply_anew(row["name"])
    anchor.keep(showing.row(row))
