"""The form of a source: what a person writes, and what the action takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from .kinds import known
from .notice import Policy as Notify

TEXTS = ("name", "title", "adapter", "address", "credentials", "owner_org", "schedule")
RULES = ("grace_days", "shrink_percent", "full_every_days", "kept_fields", "windows", "notify",
         "notify_to")  # fmt: skip
LIMITS = ("calls_per_second", "hosts")


def kinds() -> list[dict[str, Any]]:
    """List the kinds of sources with their options."""
    return [{"value": k.name, "label": k.title, "options": k.options} for k in known().values()]


def departments() -> list[dict[str, str]]:
    """List the departments that a source's records may belong to, by name."""
    group = model.Group
    query = sa.select(group.name, group.title).where(
        group.is_organization.is_(True), group.state == "active"
    )
    found = model.Session.execute(query.order_by(group.title))
    return [{"name": row.name, "title": row.title or row.name} for row in found]


def occasions() -> list[dict[str, str]]:
    """List when notices are sent, in the words of the form."""
    words = {
        Notify.NEVER: tk._("Never"),
        Notify.FAILED: tk._("When a run fails"),
        Notify.FAULTS: tk._("When a run fails or records are not taken"),
        Notify.ALWAYS: tk._("After every run"),
    }
    return [{"value": one.value, "text": str(text)} for one, text in words.items()]


def of_source(source: Mapping[str, Any]) -> dict[str, Any]:
    """Write a source as its form shows it."""
    if not source:
        return {"grace_days": 7, "shrink_percent": 10, "full_every_days": 7, "notify": "failed"}
    values = {name: source[name] or "" for name in TEXTS}
    for place, names in (("rules", RULES), ("limits", LIMITS)):
        values |= {name: _plain(source[place].get(name, "")) for name in names}
    values["private"] = source["limits"].get("private")
    options = (f"{key}={value}" for key, value in source["options"].items())
    return {**values, "options": "\n".join(options)}


def read(values: Mapping[str, str]) -> dict[str, Any]:
    """Read what a person wrote; empty settings keep their default."""
    pairs = (
        line.split("=", 1) for line in values.get("options", "").splitlines() if "=" in line
    )
    limits = {name: values[name] for name in LIMITS if values.get(name)}
    return {
        **{name: values.get(name, "") for name in TEXTS},
        "options": {key.strip(): value.strip() for key, value in pairs},
        "rules": {name: values[name] for name in RULES if values.get(name)},
        "limits": {**limits, **({"private": True} if values.get("private") else {})},
    }


def _plain(value: Any) -> Any:
    return "、".join(value) if isinstance(value, list | tuple) else value
