"""What is asked of the overview, and how its rows are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import told
from ckanext.dongguan.given import number

from . import policy
from .actor import Actor, Standing
from .case import Case
from .overview import Selection
from .policy import Operation, Outcome

RESTRICTED, ALL = "restricted", "all"
_PAGE, _LONGEST_PAGE = 50, 500
_FARTHEST = 1_000_000
_LONGEST_WORDS = 100


def selection(given: Mapping[str, Any], actor: Actor) -> Selection:
    """Read which datasets are asked for by somebody.

    :raises ValidationError: no such case
    """
    wanted = str(given.get("case") or RESTRICTED)
    if wanted in {RESTRICTED, ALL}:
        cases = set(Case) - ({Case.OPEN} if wanted == RESTRICTED else set())
    elif wanted in set(Case):
        cases = {Case(wanted)}
    else:
        raise tk.ValidationError({"case": [tk._("There is no such case.")]})
    return Selection(
        cases=frozenset(cases),
        department=str(given.get("department") or "").strip(),
        words=str(given.get("q") or "").strip()[:_LONGEST_WORDS],
        nameable=_nameable(actor),
    )


def _nameable(actor: Actor) -> frozenset[Case]:
    standings = actor.standings(None)
    decide = policy.load().decide
    return frozenset(case for case in Case if decide(Operation.ENTRY, case, standings).is_given)


def window(given: Mapping[str, Any]) -> tuple[int, int]:
    """Read how many rows from which one on.

    :raises ValidationError: no natural number
    """
    limit = number(given, "limit", _PAGE)
    return max(1, min(limit, _LONGEST_PAGE)), min(number(given, "offset", 0), _FARTHEST)


def standing(code: Any) -> Standing:
    """Read whose sight is asked for.

    :raises ValidationError: no such standing
    """
    if str(code) not in set(Standing):
        raise tk.ValidationError({"standing": [tk._("There is no such standing.")]})
    return Standing(str(code))


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells rows to somebody: titles only where they may know of the entry."""

    actor: Actor
    names: Mapping[str, str]
    reads: Mapping[str, Any]
    is_everything: bool = False

    def told(self, row: Any) -> dict[str, Any]:
        """Return a row as the action gives it; times in Dongguan's time."""
        outcome = Outcome.ALLOW if self.is_everything else self._entry(row)
        is_known = outcome.is_given
        return {
            "id": row.id if is_known else "",
            "name": row.name if is_known else "",
            "title": row.title if is_known else "",
            "department": row.department or "",
            "department_name": row.department_name or "",
            "case": row.case,
            "cause": row.cause,
            "level": row.level or "",
            # Why it was stopped stays with those who have the whole entry.
            "basis": row.basis if outcome is Outcome.ALLOW else "",
            "life": row.life or "published",
            "until": told(row.until),
            "changed_at": told(row.since),
            "changed_by": self.names.get(row.account or "", ""),
            "read_at": told(self.reads.get(row.id)),
        }

    def _entry(self, row: Any) -> Outcome:
        standings = self.actor.standings(row.owner_org)
        return policy.load().decide(Operation.ENTRY, Case(row.case), standings)
