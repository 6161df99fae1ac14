"""The kinds of sources that there are, by name, without CKAN."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .adapter import Adapter
from .adapters import (
    ckan,
    dcat,
    exchange_database,
    file_drop,
    guangdong,
    sharing_platform,
)
from .database import DRIVERS
from .guard import Guard
from .problem import SourceError
from .source import FindProvider, Option, Source
from .store import PROTOCOLS

Open = Callable[[Source, Mapping[str, Any], str, FindProvider, Callable[[], Guard]], Adapter]
_MAPS = files(__package__).joinpath("maps")
# Another one has every record of every source read as changed.
ENGINE_VERSION = "1"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of source: its adapter, its code map, what it wants to know."""

    name: str
    options: tuple[Option, ...]
    open: Open
    map: str = ""
    # How its address may begin.
    schemes: tuple[str, ...] = ("http", "https")
    # What the file of credentials has to hold.
    credentials: tuple[str, ...] = ()


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="sharing-platform",
            options=sharing_platform.OPTIONS, open=sharing_platform.open_source,
            map="sharing_platform", credentials=("sharing_app_id", "sharing_app_secret"),
        ),
        Kind(name="ckan", options=ckan.OPTIONS, open=ckan.open_source),
        Kind(
            name="guangdong", options=guangdong.OPTIONS, open=guangdong.open_source,
            map="guangdong",
        ),
        Kind(name="dcat", options=dcat.OPTIONS, open=dcat.open_source, map="dcat"),
        Kind(
            name="file-drop", options=file_drop.OPTIONS, open=file_drop.open_source,
            map="sharing_platform", schemes=PROTOCOLS,
        ),
        Kind(
            name="exchange-database", options=exchange_database.OPTIONS,
            open=exchange_database.open_source, map="exchange_database",
            schemes=tuple(DRIVERS), credentials=("username", "password"),
        ),
    )
}  # fmt: skip


@cache
def read_map(name: str) -> Mapping[str, Any]:
    """Read a code map from `maps/<name>.yaml`; empty for a kind without one.

    One that `extends` another says only what is different, part by part.
    """
    codes: dict[str, Any] = {}
    for text in reversed(_chain(name).values()):
        codes |= yaml.safe_load(text)
    return codes


def maps_of(kind: Kind) -> tuple[str, ...]:
    """Name the maps that a kind can be read with: its own, and those made to extend it."""
    others = {one.map for one in KINDS.values()} - {kind.map}
    found = {one.name.removesuffix(".yaml") for one in _MAPS.iterdir()} - others
    return tuple(name for name in sorted(found) if kind.map in _chain(name))


def _chain(name: str) -> dict[str, str]:
    """Read a map and those that it extends, by name, the last one first laid down."""
    texts: dict[str, str] = {}
    while name:
        texts[name] = _MAPS.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
        name = yaml.safe_load(texts[name]).get("extends", "")
    return texts


def version_of(source: Source) -> str:
    """Name what decides, beside the record, what becomes of it: map and settings."""
    kind = kind_of(source)
    name = source.options.get("map") or kind.map
    texts = _chain(name).values() if kind.map else [""]
    told = [ENGINE_VERSION, *texts, source.owner, source.system, dict(source.options)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def kind_of(source: Source) -> Kind:
    """Find the kind of a source; raises SourceError for one that this release lacks."""
    if source.adapter not in KINDS:
        raise SourceError(f"来源 {source.name}", f"没有类型 {source.adapter}", "请改选一种类型")
    return KINDS[source.adapter]


def open_source(
    source: Source, find_provider: FindProvider, guard: Callable[[], Guard] | None = None
) -> Adapter:
    """Make the adapter of a source.

    :raises SourceError: what it needs is not there
    """
    kind = kind_of(source)
    codes = read_map(source.options.get("map") or kind.map)
    guarded = guard or (lambda: Guard(source.address, source.limits))
    return kind.open(source, codes, version_of(source), find_provider, guarded)
