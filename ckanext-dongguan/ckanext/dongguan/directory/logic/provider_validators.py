"""What the fields of a provider must be; renaming one leaves its former name behind."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.clock import today

from .. import former_name
from ..former_name import BadLine, FormerName

Key = tuple[Any, ...]
Data = dict[Key, Any]


def dongguan_other_provider(key: Key, data: Data, errors: Any, context: dict[str, Any]) -> None:
    """Accept the address of another provider, one that does not stand below this one."""
    name, stored = data[key], context.get("group")
    above = model.Group.by_name(name)
    if above is None or not above.is_organization:
        cause = tk._('There is no provider with the address "{value}": check its page.')
        raise tk.Invalid(str(cause).format(value=name))
    seen: set[str] = set()
    while above is not None and above.name not in seen:
        if stored is not None and above.id == stored.id:
            cause = tk._('"{value}" stands below this unit: it cannot stand above it too.')
            raise tk.Invalid(str(cause).format(value=name))
        seen.add(above.name)
        above = model.Group.by_name(above.extras.get("parent") or "")


def dongguan_former_names(key: Key, data: Data, errors: Any, context: dict[str, Any]) -> None:
    """Accept lines `name | last day | basis`; note the present name when it changes."""
    stored = context.get("group")
    text = _text(data, key, stored)
    bad = next((n for n in former_name.parse(text) if isinstance(n, BadLine)), None)
    if bad:
        cause = tk._(
            'Line {number} "{value}" cannot be read: write name | last day (2026-03-31) | '
            "basis."
        )
        raise tk.Invalid(str(cause).format(number=bad.number, value=bad.text[:40]))
    title = _now(data, "title", stored)
    if stored is not None and stored.title and title != stored.title:
        day = today().isoformat()
        text = former_name.with_name(text, FormerName(name=stored.title, until=day), title)
    data[key] = text.strip()


def dongguan_former_addresses(
    key: Key, data: Data, errors: Any, context: dict[str, Any]
) -> None:
    """Note the present address when it changes, so that old links lead on."""
    stored = context.get("group")
    name = _now(data, "name", stored)
    known = [n for n in _text(data, key, stored).split() if n != name]
    if stored is not None and name != stored.name and stored.name not in known:
        known.append(stored.name)
    data[key] = " ".join(known)


def _text(data: Data, key: Key, stored: Any) -> str:
    """Return what was sent; what was not sent stays as it is stored."""
    value = data.get(key)
    if value is tk.missing or value is None:
        value = stored.extras.get(key[0]) if stored is not None else ""
    return str(value or "")


def _now(data: Data, field: str, stored: Any) -> str:
    value = data.get((field,))
    return str(value) if value and value is not tk.missing else getattr(stored, field, "")
