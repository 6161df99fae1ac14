"""CKAN's actions about one entry: the public part of it, or all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from .. import document, known, mask, verdict
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
    if dataset is None or not _is_in_index(context, dataset):
        context["use_cache"] = False
    if dataset is None:
        return next_action(context, data_dict)
    # By its id it is at hand; a name would be looked up once more.
    shown = next_action(context, {**data_dict, "id": dataset.id})
    known.expect_resources(dataset)
    return masked(context, dataset, shown)


def masked(context: Any, dataset: Known, shown: dict[str, Any]) -> dict[str, Any]:
    """Return the public part of a dataset as somebody may see it."""
    return mask.dataset(shown, dataset.case, has_dictionary=_has_dictionary(context, dataset))


def _is_in_index(context: Any, dataset: Known) -> bool:
    """Tell whether the index holds all that the person may see: it has the public part only."""
    return document.holds_dictionary(dataset.case) or not _has_dictionary(context, dataset)


def _has_dictionary(context: Any, dataset: Known) -> bool:
    return verdict.of(context, dataset, Operation.DICTIONARY).is_given


def _asked(context: Any, data_dict: dict[str, Any]) -> Known | None:
    """Look the dataset up where its public part is to be shown, None where all of it is."""
    if context.get("ignore_auth"):
        return None
    dataset = known.dataset(data_dict.get("id") or data_dict.get("name_or_id"))
    outcome = verdict.of(context, dataset, Operation.ENTRY)
    return dataset if outcome is Outcome.MASK else None


ACTIONS = (package_show,)
