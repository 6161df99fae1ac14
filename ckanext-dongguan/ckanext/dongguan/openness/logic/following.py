"""CKAN's lists of what somebody follows: what they may no longer see is not in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from .. import known, verdict
from ..policy import Operation, Outcome
from .entry import masked

Action = Callable[..., Any]
Context = dict[str, Any]


@tk.side_effect_free
@tk.chained_action
def dataset_followee_list(
    next_action: Action, context: Context, data_dict: dict[str, Any]
) -> list[Any]:
    """List the datasets that somebody follows and may still see."""
    asker = {**context}
    return list(_seen(asker, next_action(context, data_dict)))


@tk.side_effect_free
@tk.chained_action
def followee_list(
    next_action: Action, context: Context, data_dict: dict[str, Any]
) -> list[Any]:
    """List what somebody follows; datasets only where they may still be seen."""
    # CKAN switches its own checks off in the context that it is given.
    asker = {**context}
    rows = next_action(context, data_dict)
    datasets = [row["dict"] for row in rows if row["type"] == "dataset"]
    seen = {shown["id"]: shown for shown in _seen(asker, datasets)}
    return [row for each in rows if (row := _row(seen, each)) is not None]


def _row(seen: Mapping[str, Any], row: dict[str, Any]) -> dict[str, Any] | None:
    if row["type"] != "dataset":
        return row
    shown = seen.get(row["dict"]["id"])
    return None if shown is None else {**row, "dict": shown}


def _seen(context: Context, datasets: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    found = known.several(shown["id"] for shown in datasets)
    for shown in datasets:
        dataset = found.get(shown["id"])
        outcome = verdict.of(context, dataset, Operation.ENTRY)
        if outcome is Outcome.ALLOW:
            yield shown
        elif outcome is Outcome.MASK and dataset is not None:
            yield masked(context, dataset, shown)


ACTIONS = (dataset_followee_list, followee_list)
