"""What the room's actions take."""

from __future__ import annotations

from typing import Any

from ckan.logic.schema import validator_args

Schema = dict[str, Any]


@validator_args
def request(
    not_empty: Any, ignore_missing: Any, unicode_safe: Any, is_positive_integer: Any
) -> Schema:
    """A dataset, why, and for how long."""
    return {
        "dataset": [not_empty, unicode_safe],
        "reason": [not_empty, unicode_safe],
        "minutes": [ignore_missing, not_empty, is_positive_integer],
    }


@validator_args
def held(ignore_empty: Any, unicode_safe: Any) -> Schema:
    """An account and a dataset."""
    return {"user": [ignore_empty, unicode_safe], "dataset": [ignore_empty, unicode_safe]}


@validator_args
def numbered(not_empty: Any, natural_number_validator: Any) -> Schema:
    """An access by its number."""
    return {"id": [not_empty, natural_number_validator]}
