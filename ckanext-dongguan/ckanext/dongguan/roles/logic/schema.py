"""What the room's actions take."""

from __future__ import annotations

from typing import Any

from ckan.logic.schema import validator_args

Schema = dict[str, Any]


@validator_args
def grant(not_empty: Any, ignore_empty: Any, unicode_safe: Any, one_of: Any) -> Schema:
    """A role for a person, perhaps in a department, perhaps until an instant."""
    from ..role import roles

    return {
        "user": [not_empty, unicode_safe],
        "role": [not_empty, one_of(list(roles()))],
        "organization": [ignore_empty, unicode_safe],
        "until": [ignore_empty, unicode_safe],
    }


@validator_args
def grant_numbered(not_empty: Any, natural_number_validator: Any) -> Schema:
    """A grant by its number."""
    return {"id": [not_empty, natural_number_validator]}


@validator_args
def grant_list(ignore_empty: Any, unicode_safe: Any, boolean_validator: Any) -> Schema:
    """Whose grants, and whether those that ended are wanted too."""
    return {
        "user": [ignore_empty, unicode_safe],
        "all": [ignore_empty, boolean_validator],
    }
