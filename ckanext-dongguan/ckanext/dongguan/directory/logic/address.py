"""Validators that make the address of a dataset, provider or theme from its title."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.text.slug import slug

from .reading import Data, Errors, Key


def dongguan_name_from_title(
    key: Key, data: Data, errors: Errors, context: dict[str, Any]
) -> None:
    """Make the address of a new dataset from its title; never rewrite a given one."""
    # A set that is being checked holds names that no table knows yet.
    others = context.get("dongguan_taken_names")
    _name(key, data, context.get("package"), model.Package, others)


def dongguan_group_name_from_title(
    key: Key, data: Data, errors: Errors, context: dict[str, Any]
) -> None:
    """Make the address of a new provider or theme from its title."""
    _name(key, data, context.get("group"), model.Group, None)


def _name(key: Key, data: Data, stored: Any, kind: Any, others: Collection[str] | None) -> None:
    value = data.get(key)
    title = data.get(("title",))
    if value is not tk.missing and value:
        if others is None and (stored is None or stored.name != value):
            _reserve(kind, str(value))
    elif stored is not None:
        data[key] = stored.name
    elif isinstance(title, str) and title:
        source_id = data.get(("source_id",)) or ""
        data[key] = slug(title, partial(_is_taken, kind, others), salt=str(source_id))
    else:
        # The title is what is missing, and it says so itself.
        raise tk.StopOnError


def _is_taken(kind: Any, others: Collection[str] | None, name: str) -> bool:
    if others is None:
        _reserve(kind, name)
    return name in (others or ()) or kind.by_name(name) is not None


def _reserve(kind: Any, name: str) -> None:
    """Let whoever wants the same address at this moment wait until we have written.

    Both would find it free, and the second would meet the database's own refusal. A set
    does not wait (its locks would fill the table of locks): it tries again.
    """
    key = sa.func.hashtextextended(f"{kind.__name__}\n{name}", 0)
    model.Session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
