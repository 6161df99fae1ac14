"""The form of a source: what a person writes, and what the action takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.harvesters.limits import Limits
from ckanext.dongguan.harvesters.registry import Kind, maps_of
from ckanext.dongguan.harvesters.source import Option

from .kinds import known
from .notice import Policy as Notify
from .sources import Policy

TEXTS = ("name", "title", "adapter", "address", "credentials", "owner_org", "schedule")
RULES = ("grace_days", "shrink_percent", "full_every_days", "kept_fields", "windows", "notify",
         "notify_to")  # fmt: skip
LIMITS = ("calls_per_second", "hosts")
# An option of a kind may be called as a field is.
OPTION = "option-"


def departments() -> list[dict[str, str]]:
    """List the departments that a source's records may belong to, by name."""
    found = tk.get_action("dongguan_provider_choices")({}, {})
    return [{"value": one["name"], "text": tk.h.dongguan_department_name(one)} for one in found]


def occasions() -> list[dict[str, str]]:
    """List when notices are sent, in the words of the form."""
    words = {
        Notify.NEVER: tk._("Never"),
        Notify.FAILED: tk._("When a run fails"),
        Notify.FAULTS: tk._("When a run fails or records are not taken"),
        Notify.ALWAYS: tk._("After every run"),
    }
    return [{"value": one.value, "text": str(text)} for one, text in words.items()]


def options(kind: Kind) -> list[Option]:
    """List what a kind wants to know; which code map only where there is a choice."""
    maps = maps_of(kind)
    choice = Option(name="map", kind="choice", default=kind.map, choices=maps)
    return [*kind.options, *([choice] if len(maps) > 1 else [])]


def of_source(source: Mapping[str, Any], adapter: str) -> dict[str, Any]:
    """Write a source of a kind, or a new one, as its form shows it."""
    kind = known()[adapter]
    given = {name: source.get(name) or {} for name in ("rules", "limits", "options")}
    rules, limits = asdict(Policy()) | given["rules"], asdict(Limits()) | given["limits"]
    values = {name: source.get(name) or "" for name in TEXTS} | {"adapter": adapter}
    for place, names in ((rules, RULES), (limits, LIMITS)):
        values |= {name: _plain(place[name]) for name in names}
    for option in options(kind):
        value = given["options"].get(option.name, option.default)
        values[OPTION + option.name] = _plain(value)
    flags = {"private": limits["private"], "is_active": source.get("is_active", True)}
    return values | {name: "true" if value else "" for name, value in flags.items()}


def read(values: Mapping[str, str], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a person wrote; what the form does not ask for stays as it is stored."""
    kind = known().get(values.get("adapter", ""))
    limits = _over(stored.get("limits"), values, LIMITS)
    limits.pop("private", None)
    return {
        **{name: values.get(name, "") for name in TEXTS},
        "options": _options(options(kind), values) if kind else {},
        "rules": _over(stored.get("rules"), values, RULES),
        "limits": {**limits, **({"private": True} if values.get("private") else {})},
        **({"is_active": bool(values.get("is_active"))} if stored else {"is_new": True}),
    }


def _over(
    stored: Mapping[str, Any] | None, values: Mapping[str, str], names: tuple[str, ...]
) -> dict[str, Any]:
    """Lay what was written over what is stored; an empty field has its default again."""
    kept = {name: value for name, value in (stored or {}).items() if name not in names}
    return kept | {name: values[name] for name in names if values.get(name)}


def _options(known: list[Option], values: Mapping[str, str]) -> dict[str, str]:
    """Read a kind's options; a default that is not spelled out may change with a release."""
    given = {one: values.get(OPTION + one.name) for one in known}
    return {
        one.name: value
        for one, value in given.items()
        if value is not None and value != _plain(one.default)
    }


def _plain(value: Any) -> str:
    """Write a setting as a field holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return " ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
