"""Validators that make the address of a dataset, provider or theme from its title."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan import page_names
from ckanext.dongguan.text.slug import slug

from .of_set import is_stored, made
from .reading import Data, Errors, Key


def dongguan_name_from_title(
    key: Key, data: Data, errors: Errors, context: dict[str, Any]
) -> None:
    """Make the address of a new dataset from its title; never rewrite a given one."""
    # A set that is being checked holds names that no table knows yet.
    others = context.get("dongguan_taken_names")
    space = _Space(
        kind=model.Package,
        is_taken=partial(_is_taken_by_dataset, context, others),
        is_waited_for=others is None,
    )
    if _name(key, data, context.get("package"), space):
        made(context, data[key])


def dongguan_group_name_from_title(
    key: Key, data: Data, errors: Errors, context: dict[str, Any]
) -> None:
    """Make the address of a new provider or theme from its title."""
    space = _Space(kind=model.Group, is_taken=_is_taken_by_group, is_waited_for=True)
    _name(key, data, context.get("group"), space)


def dongguan_free_group_address(
    key: Key, data: Data, errors: Errors, context: dict[str, Any]
) -> None:
    """Refuse the address of another provider or theme, and say whose it is."""
    group, holder = context.get("group"), model.Group.by_name(data[key])
    own_id = group.id if group else data.get((*key[:-1], "id"))
    if holder is not None and holder.id != own_id:
        errors[key].append(_held(holder))


def _held(holder: Any) -> str:
    by = {"name": holder.name, "title": holder.title}
    if holder.state == model.State.DELETED:
        text = tk._(
            "The address “{name}” belongs to “{title}”, which was deleted: choose another "
            "one, or let an administrator clear the trash."
        )
        return str(text).format(**by)
    if holder.is_organization:
        text = tk._("The address “{name}” belongs to the department “{title}”: choose another.")
        return str(text).format(**{**by, "title": page_names.department(by)})
    text = tk._("The address “{name}” belongs to the theme “{title}”: choose another.")
    return str(text).format(**{**by, "title": page_names.theme(by)})


@dataclass(frozen=True, kw_only=True)
class _Space:
    """What must not have one address twice; `is_waited_for` where who writes reserves it."""

    kind: Any
    is_taken: Callable[[str], bool]
    is_waited_for: bool


def _name(key: Key, data: Data, stored: Any, space: _Space) -> bool:
    """Settle an address; tell whether it was made here."""
    value = data.get(key)
    title = data.get(("title",))
    if value is not tk.missing and value:
        if space.is_waited_for and (stored is None or stored.name != value):
            _reserve(space.kind, str(value))
    elif stored is not None:
        data[key] = stored.name
    elif isinstance(title, str) and title:
        source_id = data.get(("source_id",)) or ""
        data[key] = slug(title, space.is_taken, salt=str(source_id))
        return True
    else:
        # The title is what is missing, and it says so itself.
        raise tk.StopOnError
    return False


def _is_taken_by_dataset(context: Any, others: Collection[str] | None, name: str) -> bool:
    if others is None:
        _reserve(model.Package, name)
    return name in (others or ()) or is_stored(context, name)


def _is_taken_by_group(name: str) -> bool:
    _reserve(model.Group, name)
    return model.Group.by_name(name) is not None


def _reserve(kind: Any, name: str) -> None:
    """Let whoever wants the same address at this moment wait until we have written.

    Both would find it free, and the second would meet the database's own refusal. A set
    does not wait (its locks would fill the table of locks): it tries again.
    """
    key = sa.func.hashtextextended(f"{kind.__name__}\n{name}", 0)
    model.Session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
