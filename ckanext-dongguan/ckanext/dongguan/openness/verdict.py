"""What is decided about one dataset for one person, from what the database holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ckan import model

from . import known, lives, person, policy
from .case import Case, case_of
from .decision import State
from .known import Known
from .policy import Operation, Outcome


def of(context: Any, dataset: Known | None, operation: Operation) -> Outcome:
    """Decide an operation on a dataset for whoever asks; what is not there is hidden."""
    if dataset is None:
        return Outcome.HIDE
    standings = person.of_context(context).standings(dataset.owner)
    return policy.load().decide(operation, dataset.case, standings)


def of_resource(context: Any, dataset: Known | None, operation: Operation) -> Outcome:
    """Decide an operation on a resource, whose dataset this is.

    Of a withheld dataset the entry may be public; that it has files is not.
    """
    outcome = of(context, dataset, operation)
    is_bare = dataset is not None and dataset.case is Case.LISTED
    if is_bare and not of(context, dataset, Operation.DATA).is_given:
        return Outcome.HIDE
    return outcome


def state_of(package: model.Package) -> State:
    """Read the state of a dataset as the session holds it, stored or not."""
    return known.state_of(package, lives.life_of(package.id))


def case(package: model.Package) -> Case:
    """Answer what a dataset of the session is to the policy table now."""
    return case_of(state_of(package), datetime.now(UTC))
