"""The table of who may do what, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.openness import policy, print_out, words
from ckanext.dongguan.openness.actor import ANONYMOUS, Actor, Holding, Role, Standing
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.policy import Operation, Outcome
from ckanext.dongguan.openness.words import Kind

PAGE = Path(__file__).resolve().parents[2] / "docs" / "openness.md"
TABLE = policy.load()
ORDER = list(Outcome)
CELLS = [(o, c, s) for o in Operation for c in Case for s in Standing]


def rank(operation: Operation, case: Case, standing: Standing) -> int:
    return ORDER.index(TABLE.cells[operation, case, standing])


def test_every_operation_case_and_standing_has_an_outcome() -> None:
    assert sorted(TABLE.cells) == sorted(CELLS)


def test_the_page_shows_the_table_that_decides() -> None:
    assert print_out.markdown(TABLE) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("operation", Operation)
@pytest.mark.parametrize("case", Case)
def test_knowing_somebody_better_never_gives_less(operation: Operation, case: Case) -> None:
    """Anonymous, registered, another department, own department: each has what the last has."""
    ladder = [
        Standing.ANONYMOUS, Standing.REGISTERED, Standing.OTHER_MEMBER, Standing.OWN_MEMBER,
        Standing.OWN_CLERK, Standing.OWN_REVIEWER,
    ]  # fmt: skip

    ranks = [rank(operation, case, standing) for standing in ladder]

    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("case", Case)
@pytest.mark.parametrize("standing", Standing)
def test_who_may_not_know_of_an_entry_gets_nothing_of_it(
    case: Case, standing: Standing
) -> None:
    if TABLE.cells[Operation.ENTRY, case, standing] is Outcome.HIDE:
        given_out = [
            operation
            for operation in set(Operation) - {Operation.COUNT, Operation.AUDIT}
            if TABLE.cells[operation, case, standing] is not Outcome.HIDE
        ]
        assert given_out == []


@pytest.mark.parametrize("case", [c for c in Case if not c.is_entry_public])
@pytest.mark.parametrize("standing", [Standing.ANONYMOUS, Standing.REGISTERED])
def test_the_public_cannot_tell_a_hidden_dataset_from_none(
    case: Case, standing: Standing
) -> None:
    seen = {o for o in Operation if TABLE.cells[o, case, standing] is not Outcome.HIDE}

    assert seen <= {Operation.COUNT}
    assert Operation.COUNT not in seen or case is Case.WITHHELD


@pytest.mark.parametrize("case", [case for case in Case if case is not Case.OPEN])
@pytest.mark.parametrize(
    "standing",
    [Standing.ANONYMOUS, Standing.REGISTERED, Standing.OTHER_MEMBER, Standing.AUDITOR,
     Standing.SYSTEM_ADMINISTRATOR],
)  # fmt: skip
@pytest.mark.parametrize("operation", [Operation.DATA, Operation.STATISTICS])
def test_data_that_are_not_open_reach_nobody_by_being_known_or_in_charge_of_the_machine(
    operation: Operation, case: Case, standing: Standing
) -> None:
    assert not TABLE.cells[operation, case, standing].is_given


@pytest.mark.parametrize("case", Case)
def test_data_are_given_whole_or_not_at_all(case: Case) -> None:
    for standing in Standing:
        assert TABLE.cells[Operation.DATA, case, standing] is not Outcome.MASK


@pytest.mark.parametrize("case", Case)
@pytest.mark.parametrize("standing", Standing)
def test_whoever_may_edit_an_entry_sees_all_of_it(case: Case, standing: Standing) -> None:
    """A form that shows a part of a record would write the other part away."""
    if TABLE.cells[Operation.MANAGE, case, standing].is_given:
        assert TABLE.cells[Operation.ENTRY, case, standing] is Outcome.ALLOW


def test_ending_a_freeze_is_left_to_the_data_administrator() -> None:
    able = {s for s in Standing if TABLE.cells[Operation.RECLASSIFY, Case.STOPPED, s].is_given}

    assert able == {Standing.DATA_ADMINISTRATOR}


holdings = st.builds(
    Holding, role=st.sampled_from(Role), organization=st.none() | st.sampled_from("ab")
)
actors = st.builds(
    Actor,
    is_known=st.booleans(),
    is_government=st.booleans(),
    departments=st.frozensets(st.sampled_from("ab")),
    holdings=st.frozensets(holdings),
)


@given(actors, st.sampled_from(Operation), st.sampled_from(Case))
def test_somebody_with_several_standings_gets_the_most_generous_answer(
    actor: Actor, operation: Operation, case: Case
) -> None:
    standings = actor.standings("a")

    outcome = TABLE.decide(operation, case, standings)

    assert standings
    assert ORDER.index(outcome) == min(rank(operation, case, s) for s in standings)


@given(actors)
def test_a_role_in_another_department_counts_for_nothing_here(actor: Actor) -> None:
    here = actor.standings("c")

    assert not here & {Standing.OWN_MEMBER, Standing.OWN_CLERK, Standing.OWN_REVIEWER}


def test_somebody_unknown_has_one_standing_whatever_they_claim() -> None:
    claims = frozenset({Holding(role=Role.DATA_ADMINISTRATOR)})

    nobody = Actor(departments=frozenset("a"), holdings=claims, is_government=True)

    assert nobody.standings("a") == ANONYMOUS.standings("a") == {Standing.ANONYMOUS}


def test_codes_have_words_in_both_languages_and_unknown_ones_stay() -> None:
    assert words.of(Kind.CASE, "open", is_chinese=True) == "无条件开放"
    assert words.of(Kind.CASE, "open", is_chinese=False) == "Open"
    assert words.of(Kind.CASE, "melted", is_chinese=True) == "melted"
