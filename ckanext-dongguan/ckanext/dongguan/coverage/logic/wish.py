"""What somebody wants noted, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.directory.day import parse
from ckanext.dongguan.text.line import one_line

from ..declared_list import DeclaredList

MOST = 1_000_000
LONGEST = 200
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def declared_list(given: Mapping[str, Any]) -> DeclaredList:
    """Read a declared list.

    :raises ValidationError: with a sentence for each field that is wrong
    """
    names = ("id", "items", "basis", "declared_on")
    plain = {k: one_line(str("" if given.get(k) is None else given[k])) for k in names}
    errors: dict[str, list[str]] = {}
    if not plain["id"]:
        errors["id"] = [tk._("Missing value")]
    text = plain["items"]
    if not (_NUMBER.fullmatch(text) and int(text) <= MOST):
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
