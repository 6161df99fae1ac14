"""The entry of a dataset as far as somebody may read it themselves."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import mask, verdict
from .known import Known
from .policy import Operation, Outcome


def readable(context: Any, dataset: Known) -> dict[str, Any]:
    """Read an entry, whole or its public part as the policy gives it to the asker.

    :raises NotAuthorized: the asker may not read the entry at all
    """
    outcome = verdict.of(context, dataset, Operation.ENTRY)
    if context.get("ignore_auth"):
        outcome = Outcome.ALLOW
    if not outcome.is_given:
        raise tk.NotAuthorized(tk._("You may not see this dataset."))
    inner = {"ignore_auth": True, "use_cache": False}
    shown = dict(tk.get_action("package_show")(inner, {"id": dataset.id}))
    if outcome is Outcome.ALLOW:
        return shown
    dictionary = verdict.of(context, dataset, Operation.DICTIONARY)
    return mask.dataset(shown, dataset.case, has_dictionary=dictionary.is_given)
