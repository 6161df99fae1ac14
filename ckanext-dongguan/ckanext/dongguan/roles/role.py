"""The roles, and which of them one person may hold together, without CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).with_name("roles.yaml")


@dataclass(frozen=True, kw_only=True)
class Role:
    """One role: its words, where it is held and what it does not go with."""

    role: str
    zh: str
    en: str
    zh_duty: str
    en_duty: str
    department: bool = False
    may: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    four_eyes: tuple[str, ...] = ()
    derived: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A role in one department, or in the whole city (`organization` is None)."""

    role: str
    organization: str | None = None

    def meets(self, other: Held) -> bool:
        """Tell whether both reach the same department's items."""
        return None in (self.organization, other.organization) or (
            self.organization == other.organization
        )


@cache
def roles() -> dict[str, Role]:
    """Read the roles, by code, in the order of the table."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {row["role"]: Role(**_frozen(row)) for row in rows}


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}


def may(held: Iterable[Held], power: str) -> bool:
    """Tell whether one of the held roles brings a power of `roles.yaml`."""
    return any(power in roles()[one.role].may for one in held)


def powers() -> frozenset[str]:
    """List every power that some role brings."""
    return frozenset(power for role in roles().values() for power in role.may)


def conflicts(wanted: Held, held: Iterable[Held], *, four_eyes: bool) -> Iterator[Held]:
    """Give the held roles that the wanted one does not go with.

    `four_eyes`: whether writing and reviewing the same department's items are two
    persons' work.
    """
    role = roles()[wanted.role]
    for one in held:
        other = roles()[one.role]
        is_pair = four_eyes and wanted.meets(one) and _are_two_persons(role, other)
        if is_pair or other.role in role.excludes or role.role in other.excludes:
            yield one


def _are_two_persons(role: Role, other: Role) -> bool:
    return other.role in role.four_eyes or role.role in other.four_eyes


def may_review(account: str, earlier: Iterable[str | None], *, four_eyes: bool = True) -> bool:
    """Tell whether a person may review an item that these accounts worked on before.

    Holding the right role is not enough: whoever entered an item or reviewed it one step
    earlier does not review it, whatever roles were granted in between.
    """
    return not four_eyes or account not in set(earlier)


def derived(capacities: Mapping[str, str], *, is_sysadmin: bool) -> list[Held]:
    """Read CKAN's own places as roles: capacities by organization id, and its sysadmins."""
    found = []
    for role in roles().values():
        wanted = role.derived.get("capacities", ())
        found += [
            Held(role=role.role, organization=organization)
            for organization, capacity in sorted(capacities.items())
            if capacity in wanted
        ]
        if is_sysadmin and role.derived.get("sysadmin"):
            found.append(Held(role=role.role))
    return found
