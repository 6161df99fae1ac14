"""What templates ask of the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import entry


def dongguan_may_be_asked_for(dataset: Mapping[str, Any]) -> bool:
    """Tell whether the opening of an entry may be asked for."""
    return entry.may_be_asked_for(dataset)


def dongguan_entry_page(dataset: Mapping[str, Any]) -> str:
    """Name the page of an entry: that of its dataset where there is one to be had."""
    return f"{dataset['type']}.read" if dataset.get("resources") else "dongguan_catalog.item"
