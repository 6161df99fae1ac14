"""A dataset belongs to the group of its theme, and to no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ckan import model

from ckanext.dongguan.schemas.codelists import load


@dataclass(kw_only=True)
class _Known:
    """What was read for a set of datasets: groups by name, memberships by dataset."""

    package_ids: Sequence[str]
    groups: dict[str, Any] = field(default_factory=dict)

    def group(self, name: str) -> Any:
        if name not in self.groups:
            self.groups[name] = model.Group.by_name(name)
        return self.groups[name]

    @cached_property
    def members(self) -> dict[str, list[Any]]:
        grouped: dict[str, list[Any]] = {package_id: [] for package_id in self.package_ids}
        for one in _members(self.package_ids):
            grouped[one.table_id].append(one)
        return grouped


_known: ContextVar[_Known | None] = ContextVar("dongguan_themes", default=None)


@contextmanager
def themes_at_hand(package_ids: Sequence[str]) -> Iterator[None]:
    """Read the groups of themes, and who is in them, once while the context lasts."""
    token = _known.set(_Known(package_ids=package_ids))
    try:
        yield
    finally:
        _known.reset(token)


def follow_theme(package: Any, *, is_new: bool = False) -> None:
    """Bring the dataset's groups in line with its field `theme`, inside the transaction.

    The theme is the only thing a person enters; groups are how CKAN lists by it.
    """
    theme = load("themes").get(package.extras.get("theme") or "")
    group = _group(theme.more["group"]) if theme else None
    # Core's own creation has put it into the groups that its caller named; a set does not.
    is_bare = is_new and _known.get() is not None
    members = {} if is_bare else {one.group_id: one for one in _members_of(package.id)}
    for group_id, member in members.items():
        member.state = "active" if group and group_id == group.id else "deleted"
    if group and group.id not in members:
        model.Session.add(
            # `group`, not `group_id`: core's constructor empties the latter.
            model.Member(
                group=group, table_name="package", table_id=package.id, capacity="public"
            )
        )


def _group(name: str) -> Any:
    known = _known.get()
    return known.group(name) if known else model.Group.by_name(name)


def _members_of(package_id: str) -> list[Any]:
    known = _known.get()
    # Taken once: whoever asks again may have written in between.
    found = known.members.pop(package_id, None) if known else None
    return _members([package_id]) if found is None else found


def _members(package_ids: Sequence[str]) -> list[Any]:
    member = model.Member
    query = model.Session.query(member).filter(
        member.table_name == "package", member.table_id.in_(package_ids)
    )
    return list(query.filter(member.capacity != "organization"))
