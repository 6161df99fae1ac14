"""Providers as a list shows them: in groups by class, found by any name, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.dongguan.schemas.codelists import load

from .former_name import FormerName, of_provider


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider, the names it had, and the number of its public entries."""

    name: str
    title: str
    title_en: str
    short_title: str
    provider_class: str
    town: str
    parent: str
    credit_code: str
    count: int
    former: tuple[FormerName, ...]

    @classmethod
    def of(cls, name: str, title: str, extras: Mapping[str, Any], count: int) -> Provider:
        """Read a provider from its record."""
        plain = ("title_en", "short_title", "provider_class", "town", "parent", "credit_code")
        return cls(
            name=name,
            title=title,
            count=count,
            former=of_provider(name, str(extras.get("former_names") or "")),
            **{field: str(extras.get(field) or "") for field in plain},
        )


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A provider of a list, and the former name by which it was found, if by one."""

    provider: Provider
    former: FormerName | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """The providers of one class; those without a class have an empty one."""

    provider_class: str
    hits: Sequence[Hit]

    @property
    def count(self) -> int:
        """Count the public entries of all its providers."""
        return sum(hit.provider.count for hit in self.hits)


def matching(providers: Iterable[Provider], words: str) -> list[Hit]:
    """Find the providers that have all words in one of their names; no words find all."""
    wanted = words.casefold().split()
    hits = (_hit(provider, wanted) for provider in providers)
    return [hit for hit in hits if hit is not None]


def _hit(provider: Provider, words: Sequence[str]) -> Hit | None:
    listed = load("departments").get(provider.name)
    names = (
        provider.title, provider.title_en, provider.short_title, provider.name,
        *(listed.names if listed else ()),
    )  # fmt: skip
    if any(_has(name, words) for name in names):
        return Hit(provider=provider)
    for former in provider.former:
        if _has(former.name, words) or _has(former.name_en, words):
            return Hit(provider=provider, former=former)
    return None


def _has(name: str, words: Sequence[str]) -> bool:
    folded = name.casefold()
    return all(word in folded for word in words)


def grouped(hits: Iterable[Hit]) -> list[Group]:
    """Put providers into groups in the order of the list of classes."""
    by_class: dict[str, list[Hit]] = {}
    for hit in hits:
        by_class.setdefault(hit.provider.provider_class, []).append(hit)
    order = [code.code for code in load("provider_class")]
    known = [name for name in order if name in by_class]
    rest = sorted(set(by_class) - set(order))
    return [Group(provider_class=name, hits=by_class[name]) for name in (*known, *rest)]


def in_list_order(providers: Iterable[Provider]) -> list[Provider]:
    """Sort providers as the code list has them; others follow by their titles."""
    places = {code.code: place for place, code in enumerate(load("departments"))}
    return sorted(providers, key=lambda p: (places.get(p.name, len(places)), p.title))


def ungrouped(groups: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the providers of all groups (as `dongguan_provider_list` returns them) in a row."""
    return [one for group in groups for one in group["providers"]]
