"""What the room's actions take."""

from __future__ import annotations

from typing import Any

from ckan.logic.schema import validator_args

Schema = dict[str, Any]


@validator_args
def job_named(not_empty: Any, unicode_safe: Any) -> Schema:
    """A job by its name."""
    return {"name": [not_empty, unicode_safe]}


@validator_args
def job_schedule(not_empty: Any, ignore_missing: Any, unicode_safe: Any) -> Schema:
    """A job by its name, and a cron expression or nothing."""
    return {"name": [not_empty, unicode_safe], "schedule": [ignore_missing, unicode_safe]}


@validator_args
def run_named(not_empty: Any, unicode_safe: Any) -> Schema:
    """A run by its id."""
    return {"id": [not_empty, unicode_safe]}


@validator_args
def run_cancel(
    not_empty: Any, unicode_safe: Any, ignore_missing: Any, boolean_validator: Any
) -> Schema:
    """A run by its id, and whether to use force."""
    return {"id": [not_empty, unicode_safe], "force": [ignore_missing, boolean_validator]}


@validator_args
def run_list(
    ignore_empty: Any, unicode_safe: Any, natural_number_validator: Any, one_of: Any
) -> Schema:
    """Filters and page of a list of runs."""
    from ..state import RunState

    return {
        "job": [ignore_empty, unicode_safe],
        "state": [ignore_empty, one_of([state.value for state in RunState])],
        "per_job": [ignore_empty, natural_number_validator],
        "limit": [ignore_empty, natural_number_validator],
        "offset": [ignore_empty, natural_number_validator],
    }
