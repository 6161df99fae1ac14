"""What somebody of a standing would see of a dataset, without CKAN.

It is read off the policy table, as each request is decided; nobody's session is taken on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import mask
from .actor import Standing
from .case import Case
from .policy import Operation, Outcome, Policy

# Whoever belongs to the department or holds a role is registered and of the government too.
_OUTSIDE = {Standing.ANONYMOUS, Standing.REGISTERED}
_OWN = {Standing.OWN_MEMBER, Standing.OWN_CLERK, Standing.OWN_REVIEWER}


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What is answered to each operation, and the entry as it is shown (None: not at all)."""

    outcomes: Mapping[Operation, Outcome]
    entry: Mapping[str, Any] | None


def of(shown: Mapping[str, Any], case: Case, standing: Standing, table: Policy) -> Sight:
    """Answer what somebody of a standing sees of an entry (as `package_show` gives it)."""
    standings = _all(standing)
    outcomes = {o: table.decide(o, case, standings) for o in Operation}
    return Sight(outcomes=outcomes, entry=_entry(shown, case, outcomes))


def _all(standing: Standing) -> set[Standing]:
    if standing in _OUTSIDE:
        return {standing}
    found = {standing, Standing.REGISTERED, Standing.OTHER_MEMBER}
    return found | {Standing.OWN_MEMBER} if standing in _OWN else found


def _entry(
    shown: Mapping[str, Any], case: Case, outcomes: Mapping[Operation, Outcome]
) -> Mapping[str, Any] | None:
    outcome = outcomes[Operation.ENTRY]
    if outcome is Outcome.ALLOW:
        return shown
    if not outcome.is_given:
        return None
    return mask.dataset(shown, case, has_dictionary=outcomes[Operation.DICTIONARY].is_given)
