"""What is decided about one dataset for one person, from what the database holds.

Datasets and resources are loaded by id: nothing that a caller sends beside the id
is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from . import lives, person, policy
from .case import Case, case_of
from .decision import State
from .life import Life, LifeCycle
from .policy import Operation, Outcome

_CORE_DRAFT = Life(state=LifeCycle.DRAFT)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """An outcome and what it was decided on."""

    outcome: Outcome
    case: Case
    dataset_id: str


def state_of(package: model.Package) -> State:
    """Read all that decides about a dataset; core's own draft and deleted states close it."""
    life = _CORE_DRAFT if package.state == "draft" else lives.life_of(package.id)
    return State.of(package.extras, life, is_deleted=package.state not in {"active", "draft"})


def case(package: model.Package) -> Case:
    """Answer what a dataset is to the policy table now."""
    return case_of(state_of(package), datetime.now(UTC))


def of(context: Any, package: model.Package, operation: Operation) -> Verdict:
    """Decide an operation on a dataset for whoever asks."""
    found = case(package)
    standings = person.of_context(context).standings(package.owner_org)
    outcome = policy.load().decide(operation, found, standings)
    return Verdict(outcome=outcome, case=found, dataset_id=package.id)


def of_resource(context: Any, resource_id: str, operation: Operation) -> Verdict:
    """Decide an operation on the dataset of a resource.

    :raises ObjectNotFound: there is no such resource
    """
    resource = model.Resource.get(resource_id)
    if resource is None or resource.state != "active" or resource.package is None:
        raise tk.ObjectNotFound()
    return of(context, resource.package, operation)
