"""What the room's actions take."""

from __future__ import annotations

from typing import Any

from ckan.logic.schema import validator_args

Schema = dict[str, Any]


@validator_args
def entry_list(
    ignore_empty: Any, unicode_safe: Any, natural_number_validator: Any, one_of: Any
) -> Schema:
    """Filters and page of a list of rows."""
    from ..entry import Outcome, events

    text, number = [ignore_empty, unicode_safe], [ignore_empty, natural_number_validator]
    return {
        "event": [ignore_empty, one_of(list(events()))],
        "outcome": [ignore_empty, one_of([o.value for o in Outcome])],
        "dataset": text,
        "resource": text,
        "account": text,
        "since": text,
        "until": text,
        "before": number,
        "after": number,
        "limit": number,
    }
