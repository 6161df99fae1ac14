"""What a caller gave to an action beside names, and what an action found wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import ckan.plugins.toolkit as tk

Default = TypeVar("Default", int, None)
# So many digits fit into every column of the database.
_MOST_DIGITS = 9


def number(given: Mapping[str, Any], name: str, default: Default) -> int | Default:
    """Read a whole number from 0 on; what is absent or empty is the default.

    :raises ValidationError: anything else, at its field
    """
    value = given.get(name)
    text = str("" if value is None else value).strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise tk.ValidationError({name: [tk._("Invalid integer")]})
    return int(text)


def truth(given: Mapping[str, Any], name: str) -> bool:
    """Read yes or no in the words of CKAN; what is absent or empty is no.

    :raises ValidationError: anything else, at its field
    """
    try:
        return bool(tk.asbool(given.get(name) or False))
    except ValueError as error:
        raise tk.ValidationError({name: [tk._("Write true or false.")]}) from error


def sentences(refused: tk.ValidationError) -> Iterator[str]:
    """Give what a refusal says, field after field."""
    return (str(text) for texts in refused.error_dict.values() for text in texts)
