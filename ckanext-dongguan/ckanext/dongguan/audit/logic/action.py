"""Actions of the room: write one row, read a page of them."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.logic import validate

from ckanext.dongguan import account

from .. import asking, dictize, reading
from ..entry import Entry, EntryError
from ..writing import write, write_changes
from . import schema

__all__ = [
    "dongguan_audit_last_reads",
    "dongguan_audit_list",
    "dongguan_audit_write",
    "dongguan_audit_write_many",
]

Context = dict[str, Any]
Data = dict[str, Any]

_FIELDS = ("event", "operation", "outcome", "dataset", "resource", "rule", "detail", "reason")

_PAGE, _LONGEST_PAGE = 50, 500


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
        entry = Entry(**given, account=account.id_of(context))  # type: ignore[arg-type]
    except EntryError as error:
        raise tk.ValidationError({error.field: [error.cause]}) from error
    write(entry)


def dongguan_audit_write_many(context: Context, data_dict: Data) -> None:
    """Write the rows of many changes into the caller's transaction, in one statement.

    Only our own code calls this, with `ignore_auth` in the context.

    :param rows: as for `dongguan_audit_write`, each with its `account` (an id, or nobody)
    :type rows: list of dictionaries

    :raises ValidationError: a row may not be written as it is
    :raises NotAuthorized: the rows cannot be written; the caller must not go on
    """
    tk.check_access("dongguan_audit_write", context, data_dict)
    try:
        rows = [
            Entry(**{name: row.get(name) or None for name in (*_FIELDS, "account")})  # type: ignore[arg-type]
            for row in data_dict["rows"]
        ]
    except EntryError as error:
        raise tk.ValidationError({error.field: [error.cause]}) from error
    write_changes(rows)


@tk.side_effect_free
@validate(schema.entry_list)
def dongguan_audit_list(context: Context, data_dict: Data) -> dict[str, Any]:
    """List rows of the audit log, newest first. Reading is written into the log itself.

    :param event: only this event (see `audit/events.yaml`)
    :type event: string
    :param outcome: `allow` or `deny`
    :type outcome: string
    :param dataset: id or name of a dataset
    :type dataset: string
    :param resource: id of a resource
    :type resource: string
    :param account: id or name of an account
    :type account: string
    :param since: first day (2026-01-01) or begin (ISO 8601), Dongguan's time
    :type since: string
    :param until: last day (2026-12-31) or end (ISO 8601), Dongguan's time
    :type until: string
    :param before: only rows older than this number, for the next page
    :type before: int
    :param after: only rows newer than this number, for the page before
    :type after: int
    :param limit: at most that many (50, at most 500)
    :type limit: int

    :returns: `results`, and `older` and `newer`: the numbers for `before` and `after`, null
        where there is nothing more
    :rtype: dictionary
    """
    tk.check_access("dongguan_audit_list", context, data_dict)
    chosen = asking.selection(data_dict)
    asking.put_on_record("audit_read", "dongguan_audit_list", account.id_of(context), chosen)
    page = reading.page(
        chosen,
        max(1, min(data_dict.get("limit") or _PAGE, _LONGEST_PAGE)),
        asking.number(data_dict.get("before")),
        asking.number(data_dict.get("after")),
    )
    names = reading.account_names({row.account for row in page.rows if row.account})
    return {
        "results": [dictize.entry(row, names) for row in page.rows],
        "older": page.rows[-1].id if page.rows and page.has_older else None,
        "newer": page.rows[0].id if page.rows and page.has_newer else None,
    }


@tk.side_effect_free
def dongguan_audit_last_reads(context: Context, data_dict: Data) -> dict[str, Any]:
    """Tell when data of some datasets were last read by somebody with a right to them.

    Only our own code calls this, with `ignore_auth` in the context.

    :param datasets: ids of datasets
    :type datasets: list of strings

    :returns: an instant by id; datasets that nobody read are left out
    :rtype: dictionary
    """
    tk.check_access("dongguan_audit_write", context, data_dict)
    return reading.last_reads(data_dict.get("datasets") or [])
