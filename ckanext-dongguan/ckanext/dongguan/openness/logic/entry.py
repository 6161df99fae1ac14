"""CKAN's actions about one entry: the public part of it, or all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from .. import known, mask, verdict
from ..known import Known
from ..policy import Operation, Outcome

Action = Callable[..., Any]


@tk.side_effect_free
@tk.chained_action
def package_show(
    next_action: Action, context: dict[str, Any], data_dict: dict[str, Any]
) -> Any:
    """Show a dataset: its public part, or all of it where the policy allows that."""
    dataset = _asked(context, data_dict)
    if dataset is None:
        # The index holds the public part only.
        context["use_cache"] = False
        return next_action(context, data_dict)
    return masked(context, dataset, next_action(context, data_dict))


def masked(context: Any, dataset: Known, shown: dict[str, Any]) -> dict[str, Any]:
    """Return the public part of a dataset as somebody may see it."""
    dictionary = verdict.of(context, dataset, Operation.DICTIONARY)
    return mask.dataset(shown, dataset.case, has_dictionary=dictionary.is_given)


def _asked(context: Any, data_dict: dict[str, Any]) -> Known | None:
    """Look the dataset up where its public part is to be shown, None where all of it is."""
    if context.get("ignore_auth"):
        return None
    dataset = known.dataset(data_dict.get("id") or data_dict.get("name_or_id"))
    outcome = verdict.of(context, dataset, Operation.ENTRY)
    return dataset if outcome is Outcome.MASK else None


ACTIONS = (package_show,)
