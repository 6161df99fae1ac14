"""What somebody asks of the log, read and put on record itself."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from .entry import Entry
from .selection import PeriodError, Selection, select
from .wording import bad_field
from .writing import write

_GREATEST = 2**63 - 1


def selection(asked: dict[str, Any]) -> Selection:
    """Read a filter; names of accounts and datasets stand for their ids.

    :raises ValidationError: a day that is none, an account nobody has
    """
    try:
        chosen = select({**asked, **_ids(asked)})
    except PeriodError as error:
        raise tk.ValidationError({error.field: [bad_field(error.field)]}) from error
    return chosen


def _ids(asked: dict[str, Any]) -> dict[str, str]:
    found = {}
    if name := asked.get("account"):
        user = model.User.get(name)
        if user is None:
            raise tk.ValidationError({"account": [bad_field("account")]})
        found["account"] = user.id
    if name := asked.get("dataset"):
        package = model.Package.get(name)
        found["dataset"] = package.id if package else name
    return found


def number(value: int | None) -> int | None:
    """Cap a row's number at the greatest that PostgreSQL knows."""
    return None if value is None else min(value, _GREATEST)


def put_on_record(event: str, operation: str, account: str | None, chosen: Selection) -> None:
    """Write that somebody reads the log, before they get a row of it.

    :raises NotRecordedError: the log does not take it
    """
    detail = {f"by_{name}": text for name, text in chosen.shown().items()}
    entry = Entry(
        event=event, operation=operation, outcome="allow", account=account, detail=detail
    )
    write(entry)
