"""What somebody wants noted, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.directory.day import parse

MOST = 1_000_000
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class DeclaredList:
    """A declared list: whose, how long, in which document, of which day."""

    organization: str
    items: int
    basis: str
    declared_on: date


def declared_list(given: Mapping[str, Any]) -> DeclaredList:
    """Read a declared list.

    :raises ValidationError: with a sentence for each field that is wrong
    """
    plain = {
        k: str(given.get(k) or "").strip() for k in ("id", "items", "basis", "declared_on")
    }
    errors: dict[str, list[str]] = {}
    if not plain["id"]:
        errors["id"] = [tk._("Missing value")]
    text = plain["items"]
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= MOST):
        errors["items"] = [tk._("Write the number of items in digits, 0 or more.")]
    if not 0 < len(plain["basis"]) <= LONGEST:
        errors["basis"] = [tk._("Name the document of the list, 200 characters at most.")]
    day = parse(plain["declared_on"])
    if day is None:
        errors["declared_on"] = [tk._("Write the day as 2026-01-31.")]
    if errors or day is None:
        raise tk.ValidationError(errors)
    return DeclaredList(
        organization=plain["id"], items=int(text), basis=plain["basis"], declared_on=day
    )
