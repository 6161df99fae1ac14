"""The formats of a dataset's files, one mark each, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format; `url` is there where exactly one file has it, so that a click fetches it."""

    name: str
    url: str


def formats_of(resources: Iterable[Mapping[str, Any]]) -> list[Format]:
    """List the formats of files in the order of the files."""
    addresses: dict[str, list[str]] = {}
    for resource in resources:
        name = str(resource.get("format") or "").strip()
        if name:
            addresses.setdefault(name, []).append(str(resource.get("url") or ""))
    return [
        Format(name=name, url=urls[0] if len(urls) == 1 else "")
        for name, urls in addresses.items()
    ]
