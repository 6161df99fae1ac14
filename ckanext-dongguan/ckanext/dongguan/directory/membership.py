"""A dataset belongs to the group of its theme, and to no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from ckan import model

from ckanext.dongguan.intake.read_ahead import ReadAhead, holding
from ckanext.dongguan.schemas.codelists import load


def _read(package_ids: Sequence[str]) -> dict[str, list[Any]]:
    member = model.Member
    query = model.Session.query(member).filter(
        member.table_name == "package", member.table_id.in_(package_ids)
    )
    grouped: dict[str, list[Any]] = {package_id: [] for package_id in package_ids}
    for one in query.filter(member.capacity != "organization"):
        grouped[one.table_id].append(one)
    return grouped


@dataclass(kw_only=True)
class _Members(ReadAhead[Any]):
    """The memberships of each dataset, and the groups of themes by their names."""

    read: Callable[[Sequence[str]], Mapping[str, list[Any]]] = _read
    groups: dict[str, Any] = field(default_factory=dict)

    def group(self, name: str) -> Any:
        if name not in self.groups:
            self.groups[name] = model.Group.by_name(name)
        return self.groups[name]


_members: ContextVar[_Members | None] = ContextVar("dongguan_themes", default=None)


def themes_at_hand(package_ids: Sequence[str]) -> AbstractContextManager[None]:
    """Read the groups of themes, and who is in them, once while the context lasts."""
    return holding(_members, _Members(package_ids=package_ids))


def follow_theme(package: Any, *, is_new: bool = False) -> None:
    """Bring the dataset's groups in line with its field `theme`, inside the transaction.

    The theme is the only thing a person enters; groups are how CKAN lists by it.
    """
    of_set = _members.get()
    known = of_set or _Members()
    theme = load("themes").get(package.extras.get("theme") or "")
    group = known.group(theme.more["group"]) if theme else None
    # Core's own creation has put it into the groups that its caller named; a set does not.
    is_bare = is_new and of_set is not None
    members = {} if is_bare else {one.group_id: one for one in known.take(package.id)}
    for group_id, member in members.items():
        member.state = "active" if group and group_id == group.id else "deleted"
    if group and group.id not in members:
        model.Session.add(
            # `group`, not `group_id`: core's constructor empties the latter.
            model.Member(
                group=group, table_name="package", table_id=package.id, capacity="public"
            )
        )
