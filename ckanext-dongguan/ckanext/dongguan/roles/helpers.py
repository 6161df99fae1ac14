"""What templates ask of the room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import g

from . import holding
from .role import powers, roles


def dongguan_has_power(power: str) -> bool:
    """Tell whether the person in front of the page holds a power of `roles.yaml`."""
    if power not in powers():
        raise ValueError(f"no role brings the power {power!r}")
    return power in _powers()


def dongguan_oversight_tabs() -> list[dict[str, Any]]:
    """List the pages of security and audit that the person may see: page, label, is_here."""
    tabs = (
        (("see_roles",), "dongguan_roles.index", tk._("Roles")),
        (
            ("see_emergency_access", "ask_emergency_access"),
            "dongguan_emergency.index",
            tk._("Emergency access"),
        ),
        (("see_openness",), "dongguan_openness.index", tk._("Openness")),
        (("unlock_accounts",), "dongguan_accounts.index", tk._("Locked accounts")),
        (("read_audit_log",), "dongguan_audit.index", tk._("Audit log")),
        (("look_after_jobs",), "dongguan_jobs.index", tk._("Jobs")),
    )
    place = (tk.request.endpoint or "").partition(".")[0]
    return [
        {"page": page, "label": label, "is_here": page.startswith(f"{place}.")}
        for needed, page, label in tabs
        if _powers().intersection(needed)
    ]


def _powers() -> frozenset[str]:
    """Read the person's powers once for each page; a passer-by costs no statement."""
    if not tk.current_user.is_authenticated:
        return frozenset()
    if "dongguan_powers" not in g:
        held = holding.held(tk.current_user.id)
        g.dongguan_powers = frozenset(p for one in held for p in roles()[one.role].may)
    found: frozenset[str] = g.dongguan_powers
    return found
