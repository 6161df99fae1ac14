"""What the public may do with an entry of the directory, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_given(entry: Mapping[str, Any]) -> bool:
    """Tell whether everyone may have the files of a public entry."""
    return bool(entry.get("resources")) and entry.get("open_class") == "unconditional"


def may_be_asked_for(entry: Mapping[str, Any]) -> bool:
    """Tell whether its opening may be asked for: it is neither given out nor withheld."""
    return not is_given(entry) and entry.get("open_class") != "withheld"
