"""What a provider is called, and which provider a name means: the lists and the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.schemas.codelists import current, former, load

from . import former_name
from .former_name import FormerName

_OF_TODAY = ("title_en", "short_title")
# A set of documents is written in one session: each provider is asked for once in it.
_KNOWN = "dongguan_provider_names"


def of(name: str) -> list[str]:
    """List every name of a provider, those of before too; nothing for an unknown one."""
    known: dict[str, list[str]] = model.Session().info.setdefault(_KNOWN, {})
    if name not in known:
        group = model.Group.by_name(name)
        known[name] = list(dict.fromkeys(_names(group))) if group is not None else []
    return known[name]


def forget() -> None:
    """Ask anew: a provider has changed in this session."""
    model.Session().info.pop(_KNOWN, None)


def find(text: str) -> str | None:
    """Find a provider's address by its name, short name or a former one."""
    codes = load("departments")
    found = codes.find(text)
    if found is not None:
        return str(current(codes, found.code).code)
    wanted = text.strip()
    return next((g.name for g in _providers() if wanted in {g.name, *_names(g)}), None)


def by_former_address(address: str) -> str | None:
    """Find the provider that stood at an address before."""
    codes = load("departments")
    last = current(codes, address)
    if last is not None and last.code != address:
        return str(last.code)
    had = (g for g in _providers() if address in _extra(g, "former_addresses").split())
    return next((group.name for group in had), None)


def was_renamed(group: Any) -> bool:
    """Tell whether a change that is not yet stored touches what a provider is called."""
    state = sa.inspect(group)
    return any(state.attrs[name].history.has_changes() for name in ("name", "title", "extras"))


def _names(group: Any) -> Iterator[str]:
    yield group.title or group.name
    yield from filter(None, (_extra(group, field) for field in _OF_TODAY))
    codes = load("departments")
    listed = codes.get(group.name)
    for code in (*((listed,) if listed else ()), *former(codes, group.name)):
        yield from code.names
    for line in former_name.parse(_extra(group, "former_names")):
        if isinstance(line, FormerName):
            yield line.name


def _extra(group: Any, field: str) -> str:
    return str((group.extras or {}).get(field) or "")


def _providers() -> list[Any]:
    query = sa.select(model.Group).where(
        model.Group.is_organization.is_(True), model.Group.state == "active"
    )
    return list(model.Session.scalars(query))
