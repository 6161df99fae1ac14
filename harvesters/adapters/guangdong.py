"""A provincial or municipal portal in the layout of 开放广东 as a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..guard import Guard
from ..provincial import ProvincialPortal
from ..source import FindProvider, Option, Source
from .sharing_platform import SharingAdapter

OPTIONS = (
    Option(name="page_size", kind="number", default=100),
    Option(name="workers", kind="number", default=4),
)


def open_source(
    source: Source, codes: Mapping[str, Any], version: str, find_provider: FindProvider,
    guard: Callable[[], Guard],
) -> SharingAdapter:  # fmt: skip
    """Make the adapter of a source; offices that nobody here knows count as its owner's."""
    return SharingAdapter(
        platform=ProvincialPortal(url=source.address, guard=guard(), absent=codes["absent"]),
        codes=codes, system=source.system, version=version,
        find_provider=lambda name: find_provider(name) or source.owner or None,
        page_size=int(source.options.get("page_size", 100)),
        workers=int(source.options.get("workers", 4)),
    )  # fmt: skip
