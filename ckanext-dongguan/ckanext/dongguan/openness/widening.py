"""Who may let more people at a dataset: whoever may reclassify it, and not every editor."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import decided, known, lives, policy, verdict
from .case import Case
from .decision import Cause
from .known import Known
from .life import PUBLISHED
from .policy import Operation
from .width import widens


def refuse(context: Any, dataset_id: str) -> None:
    """Refuse a change of the running transaction that widens, where the role is missing.

    What tightens may be done by whoever may edit the dataset.

    :raises NotAuthorized: the person may edit the dataset and not decide on its opening
    """
    after = decided.pending(dataset_id)
    if after is None or context.get("ignore_auth"):
        return
    before = decided.last([dataset_id]).get(dataset_id)
    if before is None:
        return
    was = Case(before.case)
    if not widens(was, after.case, policy.load()) or _is_form_finished(before, dataset_id):
        return
    package = verdict.package(dataset_id)
    stood = Known(id=dataset_id, owner=package.owner_org, case=was, cause=Cause(before.cause))
    if not verdict.of(context, stood, Operation.RECLASSIFY).is_given:
        raise tk.NotAuthorized(
            tk._("You may edit this dataset, but not change who may see it.")
        )


def refuse_from(context: Any, before: known.Known | None, after: Case) -> None:
    """Refuse to let a dataset go again, where the role is missing.

    :raises NotAuthorized: the person may stop the dataset and not let it go
    """
    if context.get("ignore_auth") or before is None:
        return
    if not widens(before.case, after, policy.load()):
        return
    if not verdict.of(context, before, Operation.RECLASSIFY).is_given:
        raise tk.NotAuthorized(
            tk._("You may stop this dataset, but not let it go again. Ask the data bureau.")
        )


def _is_form_finished(before: Any, dataset_id: str) -> bool:
    """Tell whether core's own draft, a form of several pages, comes to its end."""
    return bool(before.cause == Cause.DRAFT and lives.life_of(dataset_id) == PUBLISHED)
