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

    def changes(
        self, stored: Mapping[str, str | None], listed: Mapping[str, str] | None
    ) -> dict[str, str]:
        """List the fields to write: those that are stored otherwise and not by a person.

        `listed` is what the lists said the last time: what is stored otherwise than that
        was changed by a person since, and stays.
        """
        return {
            key: value
            for key, value in self.fields.items()
            if (now := stored.get(key) or "") != value
            and (listed is None or now == listed.get(key, ""))
        }


def entities(today: date) -> tuple[Entity, ...]:
    """List providers, towns and parks among them, then themes, that are valid on a day."""
    return (
        *map(_provider, load("departments").valid(today)),
        *map(_theme, load("themes").valid(today)),
    )


# The fields of a provider that its list knows, and the columns they stand in.
_COLUMNS = MappingProxyType(
    {
        "short_title": "short_zh",
        "provider_class": "class",
        "parent": "parent",
        "credit_code": "credit_code",
        "town": "town",
        "website": "website",
    }
)


def _provider(code: Code) -> Entity:
    fields = {field: code.more[column] for field, column in _COLUMNS.items()}
    named = {"title": code.label_zh, "title_en": code.label_en, **fields}
    return Entity(is_organization=True, name=code.code, fields=MappingProxyType(named))


def _theme(code: Code) -> Entity:
    fields = {"title": code.label_zh, "title_en": code.label_en, "theme": code.code}
    return Entity(
        is_organization=False, name=code.more["group"], fields=MappingProxyType(fields)
    )
