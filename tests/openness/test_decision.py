"""The pure function that opens or keeps closed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.openness import known
from ckanext.dongguan.openness.case import Case, case_of
from ckanext.dongguan.openness.decision import Audience, Cause, State, judge, resolve
from ckanext.dongguan.openness.life import PUBLISHED, Life, LifeCycle
from ckanext.dongguan.openness.record import OpeningRecord

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
COMPLETE = OpeningRecord(**{field.name: "有" for field in fields(OpeningRecord)})
OPEN = State(open_class="unconditional", share_class="unconditional", record=COMPLETE)

CLASSES = ["unconditional", "conditional", "withheld", "", "public", "Unconditional", " "]
states = st.builds(
    State,
    open_class=st.sampled_from(CLASSES),
    share_class=st.sampled_from(CLASSES),
    level=st.sampled_from(["", "0", "1", "2", "3", "4", "5", "一级"]),
    visibility=st.sampled_from(["", "public", "internal", "Public"]),
    record=st.builds(
        OpeningRecord, **{f.name: st.sampled_from(["", "有"]) for f in fields(OpeningRecord)}
    )
    | st.just(COMPLETE),
    life=st.builds(
        Life,
        state=st.sampled_from(LifeCycle),
        until=st.none() | st.sampled_from([NOW - MINUTE, NOW, NOW + MINUTE]),
    ),
    is_deleted=st.booleans(),
)


def test_an_unconditional_dataset_with_a_record_is_open() -> None:
    assert judge(OPEN, NOW).audience is Audience.OPEN
    assert judge(OPEN, NOW).cause is Cause.NONE


def test_a_conditional_dataset_with_a_record_is_open_on_conditions() -> None:
    assert resolve(replace(OPEN, open_class="conditional"), NOW) is Audience.CONDITIONAL


def test_a_withheld_dataset_with_a_record_is_closed() -> None:
    judgement = judge(replace(OPEN, open_class="withheld"), NOW)

    assert judgement.audience is Audience.CLOSED
    assert judgement.cause is Cause.WITHHELD


@pytest.mark.parametrize("open_class", ["", "public", "Unconditional", "无条件开放"])
def test_an_unknown_class_stays_inside_the_government(open_class: str) -> None:
    judgement = judge(replace(OPEN, open_class=open_class), NOW)

    assert judgement.audience is Audience.GOVERNMENT
    assert judgement.cause is Cause.NO_CLASS


@pytest.mark.parametrize("empty", [field.name for field in fields(OpeningRecord)])
@pytest.mark.parametrize("open_class", ["unconditional", "conditional", "withheld"])
def test_one_empty_field_of_the_record_keeps_any_class_inside_the_government(
    open_class: str, empty: str
) -> None:
    dataset = {**vars(COMPLETE), empty: "  ", "open_class": open_class}
    state = State.of(dataset)

    assert judge(state, NOW).audience is Audience.GOVERNMENT
    assert judge(state, NOW).cause is Cause.NO_RECORD
    assert state.record.missing == (empty,)


def test_sharing_without_an_opening_record_opens_nothing() -> None:
    shared = {"share_class": "unconditional", "open_class": "unconditional"}

    assert resolve(State.of(shared), NOW) is Audience.GOVERNMENT


@pytest.mark.parametrize(
    ("level", "open_class", "audience"),
    [
        ("", "unconditional", Audience.OPEN),
        ("1", "unconditional", Audience.OPEN),
        ("2", "unconditional", Audience.OPEN),
        ("3", "unconditional", Audience.GOVERNMENT),
        ("4", "unconditional", Audience.GOVERNMENT),
        ("3", "conditional", Audience.CONDITIONAL),
        ("4", "conditional", Audience.CONDITIONAL),
        ("5", "conditional", Audience.GOVERNMENT),
        ("一级", "unconditional", Audience.GOVERNMENT),
    ],
)
def test_a_level_admits_only_its_classes(
    level: str, open_class: str, audience: Audience
) -> None:
    assert resolve(replace(OPEN, level=level, open_class=open_class), NOW) is audience


def test_an_entry_that_is_said_to_be_internal_is_not_public_whatever_its_class() -> None:
    judgement = judge(replace(OPEN, visibility="internal"), NOW)

    assert judgement.audience is Audience.GOVERNMENT
    assert judgement.cause is Cause.INTERNAL


@pytest.mark.parametrize(
    ("life", "cause"),
    [
        (Life(state=LifeCycle.DRAFT), Cause.DRAFT),
        (Life(state=LifeCycle.IN_REVIEW), Cause.IN_REVIEW),
        (Life(state=LifeCycle.FROZEN), Cause.FROZEN),
        (Life(state=LifeCycle.WITHDRAWN), Cause.WITHDRAWN),
        (Life(state=LifeCycle.EMBARGOED), Cause.EMBARGOED),
        (Life(state=LifeCycle.EMBARGOED, until=NOW + MINUTE), Cause.EMBARGOED),
    ],
)
def test_what_is_not_published_is_closed_and_says_why(life: Life, cause: Cause) -> None:
    judgement = judge(replace(OPEN, life=life), NOW)

    assert judgement.audience is Audience.CLOSED
    assert judgement.cause is cause


def test_an_embargo_ends_in_its_minute() -> None:
    state = replace(OPEN, life=Life(state=LifeCycle.EMBARGOED, until=NOW))

    assert resolve(state, NOW - timedelta(microseconds=1)) is Audience.CLOSED
    assert resolve(state, NOW) is Audience.OPEN


@given(states)
def test_nothing_is_open_without_class_record_level_and_publication(state: State) -> None:
    if resolve(state, NOW) is Audience.OPEN:
        assert state.open_class == "unconditional"
        assert state.record.is_complete
        assert state.level in {"", "1", "2"}
        assert state.visibility in {"", "public"}
        assert state.life.is_published(NOW)
        assert not state.is_deleted


@given(states)
def test_taking_anything_away_never_widens_the_audience(state: State) -> None:
    order = list(Audience)
    before = order.index(resolve(state, NOW))

    for less in (
        replace(state, record=OpeningRecord()),
        replace(state, life=Life(state=LifeCycle.FROZEN)),
        replace(state, is_deleted=True),
    ):
        after = resolve(less, NOW)
        # A withheld dataset that loses its record is no longer withheld by decision;
        # either way nobody outside the government gets it.
        assert order.index(after) >= min(before, order.index(Audience.GOVERNMENT))


@given(states)
def test_each_state_is_one_case_of_its_audience(state: State) -> None:
    case = case_of(state, NOW)

    assert case.audience is resolve(state, NOW)
    if case is Case.LISTED:
        assert state.open_class == "withheld"
        assert state.visibility == "public"
    if case is Case.SHARED:
        assert state.share_class in {"unconditional", "conditional"}


def test_a_dataset_without_any_field_stays_inside_the_government() -> None:
    stored = SimpleNamespace(extras=None, state="active")

    judgement = judge(known.state_of(stored, PUBLISHED), NOW)

    assert (judgement.audience, judgement.cause) == (Audience.GOVERNMENT, Cause.NO_RECORD)
