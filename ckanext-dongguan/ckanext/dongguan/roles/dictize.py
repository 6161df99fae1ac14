"""Rows as the dictionaries that actions return; times in Dongguan's time."""

from __future__ import annotations

from typing import Any

from ckanext.dongguan.clock import told

from . import wording
from .role import Role


def role(one: Role) -> dict[str, Any]:
    """Return a role with its words."""
    return {
        "role": one.role,
        "label": wording.role_label(one.role),
        "duty": wording.role_duty(one.role),
        "is_of_department": one.department,
        "excludes": list(one.excludes),
        "four_eyes": list(one.four_eyes),
    }


def grant(row: Any) -> dict[str, Any]:
    """Return a grant (a row of `listing`) with the words for its role, people and place."""
    return {
        "id": row.id,
        "user": row.account,
        "user_name": row.user_name or row.account,
        "user_label": row.user_label or row.account,
        "role": row.role,
        "role_label": wording.role_label(row.role),
        "organization": row.organization,
        "organization_label": wording.department_label(
            row.organization_name, row.organization_title
        )
        if row.organization_name
        else wording.place_label(row.organization),
        "granted_by": row.granted_by,
        "granted_by_label": row.granted_by_label or wording.giver_label(row.granted_by),
        "granted_at": told(row.granted_at),
        "until": told(row.until),
        "revoked_by": row.revoked_by,
        "revoked_at": told(row.revoked_at),
        "is_live": row.is_live,
    }
