"""Which providers and themes the code lists ask for, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ckanext.dongguan.schemas.codelists import Code, load


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A provider or theme: its address and the fields that follow from the lists."""

    is_organization: bool
    name: str
    fields: Mapping[str, str]

    def differs_from(self, stored: Mapping[str, str | None]) -> bool:
        """Tell whether any of the fields is stored otherwise; other fields do not count."""
        return any((stored.get(key) or "") != value for key, value in self.fields.items())


def entities(today: date) -> tuple[Entity, ...]:
    """List departments, then towns and parks, then themes, that are valid on a day."""
    return (
        *map(_department, load("departments").valid(today)),
        *map(_town, (town for town in load("towns").valid(today) if town.more["organization"])),
        *map(_theme, load("themes").valid(today)),
    )


def _provider(name: str, **fields: str) -> Entity:
    return Entity(is_organization=True, name=name, fields=MappingProxyType(fields))


def _department(code: Code) -> Entity:
    kind = load("provider_class").find(code.more["class"])
    return _provider(
        code.code,
        title=code.label_zh,
        title_en=code.label_en,
        short_title=code.more["short_zh"],
        provider_class=kind.code if kind else "",
    )


def _town(code: Code) -> Entity:
    return _provider(
        code.more["organization"],
        title=code.more["organization_zh"],
        title_en=code.more["organization_en"],
        short_title=code.label_zh,
        provider_class="park" if code.more["unit_type"] == "park" else "town",
        town=code.code,
    )


def _theme(code: Code) -> Entity:
    fields = {"title": code.label_zh, "title_en": code.label_en, "theme": code.code}
    return Entity(
        is_organization=False, name=code.more["group"], fields=MappingProxyType(fields)
    )
