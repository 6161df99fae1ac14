"""Whoever comes to a surface that is about one object is let in here, or not.

An object that somebody may not know of answers exactly like one that is not there:
both are refused at this place, with the same words, after the same one query.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from . import known, verdict
from .known import Known
from .policy import Operation, Outcome
from .surfaces import Kind, Surface

_LOOK_UP: dict[Kind, Callable[[Any], Known | None]] = {
    Kind.DATASET: known.dataset,
    Kind.RESOURCE: known.of_resource,
    Kind.VIEW: known.of_view,
}


def admit(context: Any, surface: Surface, given: Mapping[str, Any], name: str) -> None:
    """Let somebody in to a route or an action (its name), or refuse.

    :raises ObjectNotFound: there is no such object, or nobody may tell this person
    :raises NotAuthorized: the person may know of it and not do this with it
    """
    reference = _reference(surface, given)
    if surface.kind is None or reference is None:
        return
    dataset = _LOOK_UP[surface.kind](reference)
    decide = verdict.of if surface.kind is Kind.DATASET else verdict.of_resource
    if not isinstance(surface.operation, Operation):
        # Its own auth decides, but only for those who may know of the object.
        if decide(context, dataset, Operation.ENTRY) is Outcome.HIDE:
            raise tk.ObjectNotFound()
        return
    outcome = decide(context, dataset, surface.operation)
    if not outcome.is_given:
        _refuse(context, surface, outcome, reference, name)


def _refuse(
    context: Any, surface: Surface, outcome: Outcome, reference: Any, name: str
) -> None:
    # A refusal of data is put on record by the door of the data.
    if surface.operation is Operation.DATA and surface.kind is Kind.RESOURCE:
        asked = {"id": reference, "operation": surface.door or name}
        tk.check_access("dongguan_data_take", {**context}, asked)
    if outcome is Outcome.HIDE:
        raise tk.ObjectNotFound()
    raise tk.NotAuthorized(tk._("You may not do this with this dataset."))


def _reference(surface: Surface, given: Mapping[str, Any]) -> Any:
    """Find the id among what was sent; None leaves it to the surface to miss it."""
    found = (_inner(given, key) for key in surface.keys)
    return next((value for value in found if value not in (None, "")), None)


def _inner(given: Any, key: str) -> Any:
    for part in key.split("."):
        if isinstance(given, str):
            given = _parsed(given)
        given = given.get(part) if isinstance(given, Mapping) else None
    return given


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
