"""Actions of the room: write one row, read many."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ..entry import Entry, EntryError
from ..writing import write

__all__ = ["dongguan_audit_write"]

Context = dict[str, Any]
Data = dict[str, Any]

_FIELDS = ("event", "operation", "outcome", "dataset", "resource", "rule", "detail", "reason")


def dongguan_audit_write(context: Context, data_dict: Data) -> None:
    """Write one row into the audit log, in the name of the context's account.

    Events that change something (see `audit/events.yaml`) are written in the caller's
    transaction and stay only where it commits; decisions are written and committed at
    once, so that a refused request leaves its row. Only our own code calls this, with
    `ignore_auth` in the context.

    :param event: a code of `audit/events.yaml`
    :type event: string
    :param operation: what was asked for, for example `datastore_search`
    :type operation: string
    :param outcome: `allow` or `deny`
    :type outcome: string
    :param dataset: id of the dataset
    :type dataset: string
    :param resource: id of the resource
    :type resource: string
    :param rule: the rule that decided
    :type rule: string
    :param detail: a few plain values beside it, nothing about a person
    :type detail: dictionary
    :param reason: why, in a person's words
    :type reason: string

    :raises ValidationError: the row may not be written as it is
    :raises NotAuthorized: the row cannot be written; the caller must not go on
    """
    tk.check_access("dongguan_audit_write", context, data_dict)
    given = {name: data_dict.get(name) or None for name in _FIELDS}
    try:
        entry = Entry(**given, account=_account(context))  # type: ignore[arg-type]
    except EntryError as error:
        raise tk.ValidationError({error.field: [error.cause]}) from error
    write(entry)


def _account(context: Context) -> str | None:
    """Find the account's id; nobody is None."""
    known = context.get("auth_user_obj")
    if known is not None:
        return known.id or None
    found = model.User.get(context["user"]) if context.get("user") else None
    return found.id if found else None
