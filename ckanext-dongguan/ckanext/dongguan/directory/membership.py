"""A dataset belongs to the group of its theme, and to no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from ckan import model

from ckanext.dongguan.schemas.codelists import load

_known: ContextVar[dict[str, Any] | None] = ContextVar("dongguan_themes", default=None)


@contextmanager
def themes_at_hand() -> Iterator[None]:
    """Read each group that is asked for once while the context lasts."""
    token = _known.set({})
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
    members = {} if is_bare else {one.group_id: one for one in _members(package.id)}
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
    if known is None:
        return model.Group.by_name(name)
    if name not in known:
        known[name] = model.Group.by_name(name)
    return known[name]


def _members(package_id: str) -> list[Any]:
    query = model.Session.query(model.Member).filter_by(
        table_name="package", table_id=package_id
    )
    return list(query.filter(model.Member.capacity != "organization"))
