"""Values of another kind than what is stored, refused instead of failing in the database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import ckan.plugins.toolkit as tk
import psycopg2.errors
import sqlalchemy as sa
from ckan import model

log = logging.getLogger(__name__)

# A list or a number for an id; a number that no column holds; an object.
_ASTRAY = (psycopg2.errors.UndefinedFunction, psycopg2.errors.NumericValueOutOfRange)
_OBJECT = "can't adapt type"


@contextmanager
def refused() -> Iterator[None]:
    """Let an action of a caller go on, or refuse what the database cannot compare.

    :raises ValidationError: a value is astray
    :raises DBAPIError: the statement itself is wrong, which is a fault of ours
    """
    try:
        yield
    except (sa.exc.ProgrammingError, sa.exc.DataError) as error:
        if not isinstance(error.orig, _ASTRAY) and _OBJECT not in str(error.orig):
            raise
        model.Session.rollback()
        log.warning("A value is of another kind than its column: %s", error.orig)
        text = tk._(
            "A value in the request is of the wrong kind: send ids and names as text, "
            "numbers in digits."
        )
        raise tk.ValidationError({"__junk": [text]}) from error
