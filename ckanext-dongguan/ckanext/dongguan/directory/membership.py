"""A dataset belongs to the group of its theme, and to no other."""

from __future__ import annotations

from typing import Any

from ckan import model

from ckanext.dongguan.schemas.codelists import load


def follow_theme(package: Any) -> None:
    """Bring the dataset's groups in line with its field `theme`, inside the transaction.

    The theme is the only thing a person enters; groups are how CKAN lists by it.
    """
    theme = load("themes").get(package.extras.get("theme") or "")
    group = model.Group.by_name(theme.more["group"]) if theme else None
    members = {member.group_id: member for member in _members(package.id)}
    for group_id, member in members.items():
        member.state = "active" if group and group_id == group.id else "deleted"
    if group and group.id not in members:
        model.Session.add(
            # `group`, not `group_id`: core's constructor empties the latter.
            model.Member(
                group=group, table_name="package", table_id=package.id, capacity="public"
            )
        )


def _members(package_id: str) -> list[Any]:
    query = model.Session.query(model.Member).filter_by(
        table_name="package", table_id=package_id
    )
    return list(query.filter(model.Member.capacity != "organization"))
