"""What somebody wishes a dataset's life to be, read from what they sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk

from ckanext.dongguan.audit.entry import LONGEST_REASON
from ckanext.dongguan.clock import SHANGHAI

from .life import Life, LifeCycle

_REASONS = ("inner_reason", "public_reason")


def life(given: Mapping[str, Any], now: datetime) -> Life:
    """Read the state, and the end of an embargo.

    :raises ValidationError: no such state; an end that is past, or without its zone
    """
    try:
        state = LifeCycle(str(given.get("state") or ""))
    except ValueError:
        text = tk._("No state of a dataset. Use one of: {names}.")
        _refuse("state", str(text).format(names=", ".join(LifeCycle)))
    if state is not LifeCycle.EMBARGOED:
        return Life(state=state)
    return Life(state=state, until=_instant(given.get("until"), now))


def reasons(given: Mapping[str, Any]) -> dict[str, str]:
    """Read what goes into the log and what may be said to everyone.

    :raises ValidationError: no reason, or more than the log takes
    """
    found = {name: _text(name, given.get(name)) for name in _REASONS}
    if not found["inner_reason"]:
        _refuse("inner_reason", tk._("Say why: it goes into the log."))
    return found


def _text(name: str, value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    is_text = value is None or isinstance(value, str)
    if not is_text or len(text) > LONGEST_REASON or "\0" in text:
        _refuse(name, tk._("At most 1,000 characters of text."))
    return text


def _instant(value: Any, now: datetime) -> datetime:
    until = _parsed(value)
    if until is None or until.tzinfo is None or until <= now:
        _refuse(
            "until",
            tk._(
                "The end of an embargo lies in the future and names its zone, for example "
                "2027-01-31T08:00+08:00."
            ),
        )
    return until


def _parsed(value: Any) -> datetime | None:
    try:
        until = datetime.fromisoformat(str(value))
        # One behind the last day of the calendar would be stored and never read again.
        until.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        return None
    return until


def _refuse(field: str, sentence: str) -> NoReturn:
    raise tk.ValidationError({field: [sentence]})
