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
from .guard import Guard
from .problem import SourceError
from .source import FindProvider, Option, Source

Open = Callable[[Source, Mapping[str, Any], str, FindProvider, Callable[[], Guard]], Adapter]
# Another one has every record of every source read as changed.
ENGINE_VERSION = "1"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of source: its adapter, its code map, what it wants to know."""

    name: str
    title: str
    options: tuple[Option, ...]
    open: Open
    map: str = ""
    # Its address is that of a web server.
    is_web: bool = True
    # What the file of credentials has to hold.
    credentials: tuple[str, ...] = ()


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="sharing-platform", title=sharing_platform.TITLE,
            options=sharing_platform.OPTIONS, open=sharing_platform.open_source,
            map="sharing_platform", credentials=("sharing_app_id", "sharing_app_secret"),
        ),
        Kind(
            name="ckan", title=ckan.TITLE, options=ckan.OPTIONS, open=ckan.open_source
        ),
        Kind(
            name="guangdong", title=guangdong.TITLE, options=guangdong.OPTIONS,
            open=guangdong.open_source, map="guangdong",
        ),
        Kind(
            name="dcat", title=dcat.TITLE, options=dcat.OPTIONS, open=dcat.open_source,
            map="dcat",
        ),
        Kind(
            name="file-drop", title=file_drop.TITLE, options=file_drop.OPTIONS,
            open=file_drop.open_source, map="sharing_platform", is_web=False,
        ),
        Kind(
            name="exchange-database", title=exchange_database.TITLE,
            options=exchange_database.OPTIONS, open=exchange_database.open_source,
            map="exchange_database", is_web=False, credentials=("username", "password"),
        ),
    )
}  # fmt: skip


@cache
def read_map(name: str) -> Mapping[str, Any]:
    """Read a code map from `maps/<name>.yaml`; empty for a kind without one.

    One that `extends` another says only what is different, part by part.
    """
    codes: dict[str, Any] = {}
    for text in reversed(_map_texts(name)):
        codes |= yaml.safe_load(text)
    return codes


def _map_texts(name: str) -> list[str]:
    """Read a map and those that it extends, the last one first laid down."""
    texts = []
    while name:
        map_file = files(__package__).joinpath("maps", f"{name}.yaml")
        texts.append(map_file.read_text(encoding="utf-8"))
        name = yaml.safe_load(texts[-1]).get("extends", "")
    return texts


def version_of(source: Source) -> str:
    """Name what decides, beside the record, what becomes of it: map and settings."""
    kind = kind_of(source)
    texts = _map_texts(source.options.get("map") or kind.map) if kind.map else [""]
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
