"""Arguments of a call that are of the wrong kind: named before the call, or refused behind it.

Core hands a list or a number on to the database as it came, which breaks the answer.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import ckan.plugins.toolkit as tk
import psycopg2.errors
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.schemas.dataset_type import repeating

log = logging.getLogger(__name__)

# Names, ids and words that no action takes in another form. A dataset as it is shown holds
# its `organization`, and goes back as it is.
TEXTS = frozenset({
    "id", "name", "title", "type", "state", "owner_org", "user", "user_id", "username", "q",
    "org_id", "group_id", "dataset", "dataset_id", "package_id", "resource_id", "object",
    "object_type", "capacity", "role", "order_by", "key", "url",
})  # fmt: skip
# Lists of objects beside the tables of the dataset types, and who is written with them.
ROWS = frozenset({"extras", "groups", "packages", "resources", "tags", "users"})
_HAVE_ROWS = ("package_", "organization_", "group_")
# Core breaks on what it is given here, and the portal has no page for it.
_NOT_KEPT = frozenset({"relationships_as_object", "relationships_as_subject"})
# Yes and no, which core reads with a function that breaks on anything else.
TRUTHS = frozenset({
    "all_fields", "am_member", "available_only", "expanded", "ids_only", "ignore_self",
    "include_dataset_count", "include_datasets", "include_deleted", "include_drafts",
    "include_extras", "include_followers", "include_groups", "include_hidden_activity",
    "include_member_count", "include_num_followers", "include_password_hash",
    "include_plugin_data", "include_plugin_extras", "include_private", "include_site_user",
    "include_tags", "include_users", "use_default_schema",
})  # fmt: skip
# Numbers, of which core's validators break on an empty one.
NUMBERS = frozenset({"limit", "offset", "page", "facet.mincount"})
# Actions that take an empty number as none.
_TAKE_EMPTY = ("dongguan_", "datastore_", "dcat_")
# Tables are searched column by column; the search of datasets says itself what it cannot read.
_OWN_WORDS = ("datastore_", "package_search")
# A list or a number for an id; a number that no column holds; an object.
_NOT_COMPARABLE = (psycopg2.errors.UndefinedFunction, psycopg2.errors.NumericValueOutOfRange)
_OBJECT = "can't adapt type"
# Stands in the context of a call whose arguments were looked at: not again inside it.
_CHECKED = "dongguan_arguments_checked"


def check(context: Any, action: str, given: Mapping[str, Any], *, reads: bool) -> None:
    """Refuse a call of the API with what is no text, yes or no, or number in its place.

    :raises ValidationError: at each such argument
    """
    if "api_version" not in context or context.get(_CHECKED):
        return
    context[_CHECKED] = True
    faults = _of_reading(action, given) if reads else _of_writing(action, given)
    odd = not_text(action, given, reads=reads)
    text = tk._('A text belongs here, as in "abc"; no list, number, object or null.')
    if faults := faults | dict.fromkeys(odd, text):
        # Core's error takes what is said of keywords out of a list of objects.
        tags = {"tags": [{"name": [faults["tags"]]}]} if "tags" in faults else {}
        raise tk.ValidationError({name: [text] for name, text in faults.items()} | tags)


def _of_reading(action: str, given: Mapping[str, Any]) -> dict[str, str]:
    number = tk._("Write a whole number, as in 20, or leave the argument out.")
    return {
        **dict.fromkeys(not_truth(given), tk._("Write true or false.")),
        **dict.fromkeys(empty_number(action, given), number),
    }


def _of_writing(action: str, given: Mapping[str, Any]) -> dict[str, str]:
    if not action.startswith(_HAVE_ROWS):
        return {}
    rows = tk._('A list of objects belongs here, as in [{"name": "abc"}].')
    kept = tk._("Leave it out: relationships between datasets are not kept here.")
    found = [name for name in _NOT_KEPT if given.get(name, []) != []]
    return {**dict.fromkeys(not_rows(given), rows), **dict.fromkeys(found, kept)}


def not_text(action: str, given: Mapping[str, Any], *, reads: bool) -> list[str]:
    """List the arguments of a call that hold something else than a text.

    Who writes may say that there is none (`null`); who reads leaves it out.
    """
    texts = TEXTS - {"q"} if action.startswith(_OWN_WORDS) else TEXTS
    allowed = str if reads else str | None
    return [name for name in given if name in texts and not isinstance(given[name], allowed)]


def not_rows(given: Mapping[str, Any]) -> list[str]:
    """List the arguments of a call that belong to lists of objects and are none.

    The id and the address of an object are texts like those of the call.
    """
    return [name for name in given if name in ROWS | repeating() and not _are_rows(given[name])]


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, dict) and all(isinstance(row.get(n), str | None) for n in ("id", "url"))
        for row in value
    )


def not_truth(given: Mapping[str, Any]) -> list[str]:
    """List the arguments of a call that belong to yes or no and are neither."""
    return [name for name in given if name in TRUTHS and not _is_truth(given[name])]


def _is_truth(value: Any) -> bool:
    try:
        tk.asbool(value)
    except ValueError:
        return False
    return True


def empty_number(action: str, given: Mapping[str, Any]) -> list[str]:
    """List the arguments of a call that belong to numbers and are empty."""
    if action.startswith(_TAKE_EMPTY):
        return []
    return [name for name in given if name in NUMBERS and given[name] == ""]


@contextmanager
def refused() -> Iterator[None]:
    """Let an action of a caller go on, or refuse what the database cannot compare.

    :raises ValidationError: a value is of another kind than its column
    :raises DBAPIError: the statement itself is wrong, which is a fault of ours
    """
    try:
        yield
    except (sa.exc.ProgrammingError, sa.exc.DataError) as error:
        if not isinstance(error.orig, _NOT_COMPARABLE) and _OBJECT not in str(error.orig):
            raise
        model.Session.rollback()
        log.warning("A value is of another kind than its column: %s", error.orig)
        text = tk._(
            "A value in the request is of the wrong kind: send ids and names as text, "
            "numbers in digits."
        )
        raise tk.ValidationError({"__junk": [text]}) from error
