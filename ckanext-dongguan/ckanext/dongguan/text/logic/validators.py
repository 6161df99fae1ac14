"""Keywords as departments write them, in place of CKAN's own rules for tags.

The functions carry CKAN's names on purpose: its schemas (and those of other
extensions) ask for validators by name and get these.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .. import keyword
from ..keyword import Problem


def tag_length_validator(value: Any, context: dict[str, Any]) -> Any:
    """Leave the length to `tag_name_validator`: one letter (亩) is a keyword too."""
    return value


def tag_name_validator(value: Any, context: dict[str, Any]) -> str:
    """Accept a keyword with 、（）% / and the like, trimmed; refuse what cannot be kept."""
    cleaned = keyword.clean(value) if isinstance(value, str) else ""
    problem = keyword.problem(cleaned)
    if problem is not None:
        raise tk.Invalid(_message(problem, cleaned))
    return cleaned


def tag_string_convert(
    key: tuple[Any, ...],
    data: dict[tuple[Any, ...], Any],
    errors: dict[tuple[Any, ...], list[str]],
    context: dict[str, Any],
) -> None:
    """Turn one line of keywords, separated by plain commas, into the dataset's keywords."""
    value = data[key]
    parts = value.split(keyword.SEPARATOR) if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise tk.Invalid(tk._("Keywords must be text, separated by commas."))
    start = 1 + max((k[1] for k in data if len(k) == 3 and k[0] == "tags"), default=-1)
    for number, name in enumerate(keyword.unique(parts), start):
        data[("tags", number, "name")] = tag_name_validator(name, context)


def _message(problem: Problem, text: str) -> str:
    shown = f"{text[:20]}…" if len(text) > 20 else text
    match problem:
        case Problem.EMPTY:
            return str(tk._("A keyword is empty: write a word or remove it."))
        case Problem.TOO_LONG:
            cause = tk._('Keyword "{keyword}" is longer than 100 characters: shorten it.')
        case Problem.CONTROL:
            cause = tk._('Keyword "{keyword}" contains invisible characters: type it anew.')
        case Problem.SEPARATOR:
            cause = tk._('Keyword "{keyword}" contains a comma: make it two keywords.')
    return str(cause).format(keyword=shown)
