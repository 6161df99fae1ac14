"""How a validator of a field is made from a function that reads its value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.scheming.validation import scheming_validator

Key = tuple[Any, ...]
Data = dict[Key, Any]
Errors = dict[Key, list[str]]
Field = dict[str, Any]
Schema = dict[str, Any]
Validator = Callable[[Key, Data, Errors, dict[str, Any]], None]


def reading(read: Callable[[Field, Any], str]) -> Any:
    """Make a validator that puts what was read in the place of what was sent.

    `read` raises Invalid with a whole sentence; then nothing else is checked of the field.
    """

    @scheming_validator
    def make(field: Field, _schema: Schema) -> Validator:
        def validate(key: Key, data: Data, errors: Errors, _context: Any) -> None:
            try:
                data[key] = read(field, data[key])
            except tk.Invalid as refused:
                errors[key].append(refused.error)
                raise tk.StopOnError from refused

        return validate

    return make
