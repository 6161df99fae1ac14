"""What a call for the catalogue in RDF asks for, looked at before ckanext-dcat reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from importlib.metadata import entry_points
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.dcat.utils import CONTENT_TYPES
from dateutil import parser

_PROFILES = "ckan.rdf.profiles"
_SHOWN = 40


def read(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a call with `profiles` as a list and `modified_since` in UTC.

    :raises ValidationError: at each argument that cannot be read
    """
    faults: dict[str, list[str]] = {}
    asked = dict(given)
    readers = {
        "format": _format,
        "profiles": _profiles,
        "page": _page,
        "modified_since": _since,
    }
    for name, reader in readers.items():
        if given.get(name) not in (None, ""):
            try:
                asked[name] = reader(given[name])
            except (ValueError, OverflowError) as error:
                faults[name] = [str(error)]
    if faults:
        raise tk.ValidationError(faults)
    return asked


def _format(value: Any) -> str:
    return _known([str(value)], sorted(CONTENT_TYPES))[0]


def _profiles(value: Any) -> list[str]:
    names = value if isinstance(value, list) else str(value).split(",")
    return _known([str(name) for name in names], sorted(entry_points(group=_PROFILES).names))


def _known(values: list[str], known: list[str]) -> list[str]:
    for value in values:
        if value not in known:
            text = tk._('"{value}" is not known here. Choose from: {known}.')
            raise ValueError(text.format(value=value[:_SHOWN], known=", ".join(known)))
    return values


def _page(value: Any) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 0 < int(text[:10]) < 10**9):
        raise ValueError(tk._("Write a whole number from 1."))
    return int(text)


def _since(value: Any) -> str:
    try:
        moment = parser.parse(str(value))
    except (ValueError, OverflowError) as error:
        raise ValueError(tk._("Write a day or a moment, as in 2026-01-31.")) from error
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return str(utc.replace(tzinfo=None).isoformat())
