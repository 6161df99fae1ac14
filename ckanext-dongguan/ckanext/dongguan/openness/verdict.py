"""What is decided about one dataset for one person, from what the database holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ckan import model

from . import known, lives, person, policy
from .case import Case, case_of
from .decision import State
from .known import Known
from .lent import is_lent
from .policy import Operation, Outcome

# What emergency access is for: to see, never to change.
_LENT = {Operation.ENTRY, Operation.DICTIONARY, Operation.STATISTICS, Operation.DATA}


def of(context: Any, dataset: Known | None, operation: Operation) -> Outcome:
    """Decide an operation on a dataset for whoever asks; what is not there is hidden."""
    # First who asks: what is not there must take as long as what is hidden.
    actor = person.of_context(context)
    if dataset is None:
        return Outcome.HIDE
    standings = actor.standings(dataset.owner)
    outcome = policy.load().decide(operation, dataset.case, standings)
    if outcome is Outcome.ALLOW or operation not in _LENT:
        return outcome
    return Outcome.ALLOW if is_lent(context, dataset.id, standings) else outcome


def of_resource(context: Any, dataset: Known | None, operation: Operation) -> Outcome:
    """Decide an operation on a resource, whose dataset this is.

    Of a withheld dataset the entry may be public; that it has files is not.
    """
    outcome = of(context, dataset, operation)
    is_bare = dataset is not None and dataset.case is Case.LISTED
    if is_bare and not of(context, dataset, Operation.DATA).is_given:
        return Outcome.HIDE
    return outcome


def package(dataset_id: str) -> model.Package:
    """Load a dataset as the session holds it."""
    return model.Session.get(model.Package, dataset_id)


def state_of(dataset: model.Package) -> State:
    """Read the state of a dataset as the session holds it, stored or not."""
    return known.state_of(dataset, lives.life_of(dataset.id))


def case(dataset: model.Package) -> Case:
    """Answer what a dataset of the session is to the policy table now."""
    return case_of(state_of(dataset), datetime.now(UTC))
