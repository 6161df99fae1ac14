"""CKAN's writers with the rows of a form put in order before anything looks at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.schemas.dataset_type import repeating

from ..form_rows import gather

Action = Callable[..., Any]
WRITERS = ("package_create", "package_update")


def chained() -> dict[str, Action]:
    """Stand before each writer that a form calls."""
    return {name: tk.chained_action(_writer(name)) for name in WRITERS}


def _writer(name: str) -> Action:
    def run(next_action: Action, context: dict[str, Any], data_dict: dict[str, Any]) -> Any:
        gather(data_dict, repeating())
        return next_action(context, data_dict)

    run.__name__ = name
    return run
