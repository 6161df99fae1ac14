"""What the field of the resource code must be; what the portal itself keeps beside it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .. import register, wording
from ..register import Item, Objection
from ..resource_code import Fault, ResourceCode, parse
from ..settling import source_of

Key = tuple[Any, ...]
Data = dict[Key, Any]


def dongguan_resource_code(key: Key, data: Data, errors: Any, context: dict[str, Any]) -> None:
    """Accept a code that this item can have; an emptied field keeps the code it has."""
    stored = context.get("package")
    value = data.get(key)
    if value is tk.missing or value is None or not str(value).strip():
        _keep(key, data, stored)
        return
    code = parse(str(value))
    if isinstance(code, Fault):
        raise tk.Invalid(wording.fault(code, str(value)))
    data[key] = code.text
    if stored is not None and stored.extras.get(key[0]) == code.text:
        return
    item = Item(
        package_id=stored.id if stored is not None else "",
        source=source_of({k[0]: v for k, v in data.items() if len(k) == 1}),
    )
    reason = register.objection(item, code) or _asked_twice(code, context)
    if reason:
        raise tk.Invalid(wording.objection(reason, code.text))


def _asked_twice(code: ResourceCode, context: dict[str, Any]) -> Objection | None:
    """Tell whether another record of the set that is being written asks for the code."""
    asked = context.get("dongguan_set", {}).setdefault("resource_codes", set())
    is_asked = code.key in asked
    asked.add(code.key)
    return Objection.IN_USE if is_asked else None


def dongguan_kept(key: Key, data: Data, errors: Any, context: dict[str, Any]) -> None:
    """Keep what the portal has stored in a field: a caller's own value is not believed."""
    _keep(key, data, context.get("package"))


def _keep(key: Key, data: Data, stored: Any) -> None:
    value = stored.extras.get(key[0]) if stored is not None else None
    if not value:
        # Nothing is stored of an empty field, not even its name.
        data.pop(key, None)
        raise tk.StopOnError
    data[key] = value
