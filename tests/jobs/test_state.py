"""The life of a run."""

from __future__ import annotations

from itertools import product

import pytest

from ckanext.dongguan.jobs.state import (
    FINISHED,
    TRANSITIONS,
    Event,
    ImpossibleTransitionError,
    RunState,
    next_state,
    sources,
    target,
)  # fmt: skip


def test_a_run_that_has_ended_stays_ended() -> None:
    for state, event in product(FINISHED, Event):
        with pytest.raises(ImpossibleTransitionError):
            next_state(state, event)


@pytest.mark.parametrize("event", [Event.SUCCEED, Event.FAIL, Event.LOSE])
def test_what_was_never_claimed_neither_ends_nor_is_lost(event: Event) -> None:
    with pytest.raises(ImpossibleTransitionError):
        next_state(RunState.QUEUED, event)


def test_a_run_is_claimed_once() -> None:
    assert next_state(RunState.QUEUED, Event.CLAIM) is RunState.RUNNING
    with pytest.raises(ImpossibleTransitionError):
        next_state(RunState.RUNNING, Event.CLAIM)


def test_a_run_can_be_cancelled_before_and_while_it_works() -> None:
    assert sources(Event.CANCEL) == (RunState.QUEUED, RunState.RUNNING)


def test_each_event_leads_to_one_state() -> None:
    """The tables' UPDATEs rely on it: the target does not depend on the source."""
    for (_, event), state in TRANSITIONS.items():
        assert target(event) is state


def test_every_state_is_reached_and_every_event_is_possible() -> None:
    assert {RunState.QUEUED, *TRANSITIONS.values()} == set(RunState)
    assert all(sources(event) for event in Event)
