"""The life of a run as a table, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


class Event(StrEnum):
    """What can happen to a run."""

    CLAIM = "claim"
    SUCCEED = "succeed"
    FAIL = "fail"
    CANCEL = "cancel"
    LOSE = "lose"


class ImpossibleTransitionError(ValueError):
    """An event that cannot happen to a run in its state."""


TRANSITIONS: Mapping[tuple[RunState, Event], RunState] = MappingProxyType(
    {
        (RunState.QUEUED, Event.CLAIM): RunState.RUNNING,
        (RunState.QUEUED, Event.CANCEL): RunState.CANCELLED,
        (RunState.RUNNING, Event.SUCCEED): RunState.SUCCEEDED,
        (RunState.RUNNING, Event.FAIL): RunState.FAILED,
        (RunState.RUNNING, Event.CANCEL): RunState.CANCELLED,
        (RunState.RUNNING, Event.LOSE): RunState.LOST,
    }
)

ACTIVE = (RunState.QUEUED, RunState.RUNNING)
FINISHED = tuple(state for state in RunState if state not in ACTIVE)


def next_state(state: RunState, event: Event) -> RunState:
    """Return the state after an event; raises ImpossibleTransitionError."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise ImpossibleTransitionError(f"{event} cannot happen to a {state} run") from None


def sources(event: Event) -> tuple[RunState, ...]:
    """Return the states in which an event can happen."""
    return tuple(state for state, possible in TRANSITIONS if possible == event)


def target(event: Event) -> RunState:
    """Return the state to which an event leads, from wherever it can happen."""
    return next_state(sources(event)[0], event)
