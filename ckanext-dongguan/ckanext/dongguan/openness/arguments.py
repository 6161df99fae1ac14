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

log = logging.getLogger(__name__)

# Names, ids and words that no action takes in another form. A dataset as it is shown holds
# its `organization`, and goes back as it is.
TEXTS = frozenset({
    "id", "name", "title", "type", "state", "owner_org", "user", "user_id", "username", "q",
    "org_id", "group_id", "dataset", "dataset_id", "package_id", "resource_id", "object",
    "object_type", "capacity", "role", "order_by", "key",
})  # fmt: skip
# Tables are searched column by column; the search of datasets says itself what it cannot read.
_OWN_WORDS = ("datastore_", "package_search")
# A list or a number for an id; a number that no column holds; an object.
_NOT_COMPARABLE = (psycopg2.errors.UndefinedFunction, psycopg2.errors.NumericValueOutOfRange)
_OBJECT = "can't adapt type"
# Stands in the context of a call whose arguments were looked at: not again inside it.
_CHECKED = "dongguan_arguments_checked"


def check(context: Any, action: str, given: Mapping[str, Any], *, reads: bool) -> None:
    """Refuse a call of the API that gives no text where one belongs.

    :raises ValidationError: at each such argument
    """
    if "api_version" not in context or context.get(_CHECKED):
        return
    context[_CHECKED] = True
    if odd := not_text(action, given, reads=reads):
        message = tk._('A text belongs here, as in "abc"; no list, number, object or null.')
        raise tk.ValidationError({name: [message] for name in odd})


def not_text(action: str, given: Mapping[str, Any], *, reads: bool) -> list[str]:
    """List the arguments of a call that hold something else than a text.

    Who writes may say that there is none (`null`); who reads leaves it out.
    """
    texts = TEXTS - {"q"} if action.startswith(_OWN_WORDS) else TEXTS
    allowed = str if reads else str | None
    return [name for name in given if name in texts and not isinstance(given[name], allowed)]


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
