"""The four audiences with what the policy has to tell apart inside them, without CKAN."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from .decision import Audience, Cause, Judgement, ShareClass, State, Visibility, judge


class Case(StrEnum):
    """What a dataset is to the policy table; each belongs to one audience."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    # Government: departments may know of it, or its own department only.
    SHARED = "shared"
    DEPARTMENT = "department"
    # Closed: withheld with a public or an internal entry; not published yet; stopped.
    LISTED = "listed"
    WITHHELD = "withheld"
    PREPARED = "prepared"
    STOPPED = "stopped"

    @property
    def audience(self) -> Audience:
        """Name the audience that the case belongs to."""
        return _AUDIENCES[self]

    @property
    def is_entry_public(self) -> bool:
        """Tell whether everyone may know that the dataset exists."""
        return self in {Case.OPEN, Case.CONDITIONAL, Case.LISTED}


_AUDIENCES = {
    Case.OPEN: Audience.OPEN,
    Case.CONDITIONAL: Audience.CONDITIONAL,
    Case.SHARED: Audience.GOVERNMENT,
    Case.DEPARTMENT: Audience.GOVERNMENT,
    Case.LISTED: Audience.CLOSED,
    Case.WITHHELD: Audience.CLOSED,
    Case.PREPARED: Audience.CLOSED,
    Case.STOPPED: Audience.CLOSED,
}
_SHARED = {ShareClass.UNCONDITIONAL.value, ShareClass.CONDITIONAL.value}
_PREPARED = {Cause.DRAFT, Cause.IN_REVIEW, Cause.EMBARGOED}


def case_of(state: State, now: datetime) -> Case:
    """Answer what a dataset is to the policy table at an instant (with its zone)."""
    judgement = judge(state, now)
    if judgement.audience is Audience.GOVERNMENT:
        return Case.SHARED if state.share_class in _SHARED else Case.DEPARTMENT
    if judgement.audience is Audience.CLOSED:
        return _closed(state, judgement)
    return Case(judgement.audience.value)


def _closed(state: State, judgement: Judgement) -> Case:
    if judgement.cause is Cause.WITHHELD:
        is_listed = state.visibility == Visibility.PUBLIC
        return Case.LISTED if is_listed else Case.WITHHELD
    return Case.PREPARED if judgement.cause in _PREPARED else Case.STOPPED
