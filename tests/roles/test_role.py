"""The roles as data, and which of them go together."""

from __future__ import annotations

import itertools

import pytest

from ckanext.dongguan.roles.role import Held, conflicts, derived, may, may_review, powers, roles

CODES = {
    "department_clerk", "department_reviewer", "bureau_reviewer", "data_administrator",
    "security_administrator", "auditor", "system_administrator",
}  # fmt: skip
HERE, THERE = "here", "there"


def held(role: str, organization: str | None = None) -> Held:
    return Held(role=role, organization=organization)


def excluded(first: Held, second: Held, *, four_eyes: bool = True) -> bool:
    return bool(list(conflicts(first, [second], four_eyes=four_eyes)))


def test_the_seven_roles_are_there() -> None:
    assert set(roles()) == CODES


@pytest.mark.parametrize("role", roles().values(), ids=str)
def test_a_role_has_its_words_and_names_only_roles(role) -> None:  # type: ignore[no-untyped-def]
    assert all([role.zh, role.en, role.zh_duty, role.en_duty])
    assert set(role.excludes) | set(role.four_eyes) <= CODES
    assert role.role not in (*role.excludes, *role.four_eyes)


@pytest.mark.parametrize("other", sorted(CODES - {"auditor"}))
def test_an_auditor_is_nothing_else(other: str) -> None:
    assert excluded(held("auditor"), held(other, HERE))
    assert excluded(held(other, HERE), held("auditor"), four_eyes=False)


@pytest.mark.parametrize(
    "pair",
    itertools.combinations(["security_administrator", "auditor", "system_administrator"], 2),
)
def test_system_security_and_audit_are_three_persons(pair: tuple[str, str]) -> None:
    """GB/T 22239-2019 8.1.5: three administrators, none of whom is another."""
    assert excluded(held(pair[0]), held(pair[1]), four_eyes=False)


def test_who_enters_does_not_review_in_the_same_department() -> None:
    assert excluded(held("department_reviewer", HERE), held("department_clerk", HERE))
    assert not excluded(held("department_reviewer", HERE), held("department_clerk", THERE))


def test_a_reviewer_of_the_whole_city_enters_nowhere() -> None:
    assert excluded(held("bureau_reviewer"), held("department_clerk", THERE))


def test_four_eyes_can_be_switched_off_where_a_department_has_one_person() -> None:
    pair = held("department_reviewer", HERE), held("department_clerk", HERE)

    assert not excluded(*pair, four_eyes=False)


def test_one_person_may_serve_two_departments() -> None:
    assert not excluded(held("department_clerk", HERE), held("department_clerk", THERE))


@pytest.mark.parametrize(
    ("earlier", "answer"), [(["a", "b"], False), (["b", None], True), ([], True)]
)
def test_nobody_reviews_an_item_they_worked_on(earlier: list[str], answer: bool) -> None:
    assert may_review("a", earlier) is answer
    assert may_review("a", earlier, four_eyes=False)


def test_places_in_ckan_read_as_roles() -> None:
    places = {"o2": "editor", "o1": "admin", "o3": "member"}

    assert derived(places, is_sysadmin=False) == [
        held("department_clerk", "o1"), held("department_clerk", "o2")
    ]  # fmt: skip


def test_a_sysadmin_is_system_administrator_and_no_data_authority() -> None:
    assert derived({}, is_sysadmin=True) == [held("system_administrator")]
    assert not may(derived({}, is_sysadmin=True), "grant_roles")
    assert not may(derived({}, is_sysadmin=True), "read_audit_log")


def test_granting_and_reading_the_log_are_powers_of_different_roles() -> None:
    with_power = {p: {c for c, role in roles().items() if p in role.may} for p in powers()}

    assert with_power["grant_roles"] == {"security_administrator"}
    assert with_power["read_audit_log"] == {"auditor"}
    assert with_power["decide_emergency_access"] == {"security_administrator"}
    assert "auditor" not in with_power["ask_emergency_access"]
