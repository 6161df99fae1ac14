"""How the entries of a branch are asked for, without CKAN."""

from __future__ import annotations

from .axis import Axis
from .branch import Branch

OPEN_CLASSES = ("unconditional", "conditional", "withheld")


def within(axis: Axis, branch: Branch | None) -> list[str]:
    """Write the filter of a branch; the whole tree needs none."""
    if branch is None:
        return []
    field = axis.field
    values = [f'"{_escaped(value)}"' for value in branch.values if value]
    parts = [f"{field}:({' OR '.join(values)})"] if values else []
    if "" in branch.values:
        parts.append(f"(*:* NOT {field}:[* TO *])")
    return [f"+({' OR '.join(parts)})"] if parts else ["-*:*"]


def of_class(open_class: str) -> list[str]:
    """Write the filter of an open class; anything else is none."""
    return [f'+open_class:"{open_class}"'] if open_class in OPEN_CLASSES else []


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
