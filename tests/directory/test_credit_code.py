"""Credit codes and organization codes: real ones are right, changed ones are caught."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.dongguan.directory import credit_code
from ckanext.dongguan.directory.credit_code import ALPHABET, Flaw, fault, normal
from ckanext.dongguan.schemas.codelists import load

# Codes that their holders publish themselves.
PUBLIC = (
    "11441900007330010D", "91110000710926094P", "91330100799655058B", "9144030071526726XG",
    "914403001922038216", "91110000802100433B", "91100000100003962T", "91440400192548256N",
    "9152000071430580XT", "914419007480321175", "91441900557262083U", "914419007829859746",
    "9144030010001686XA", "914419006177625157", "91110000600037341L",
)  # fmt: skip
DEPARTMENTS = tuple(code.code for code in load("registration_department"))


def made(department: str, body: str, area: str = "441900") -> str:
    """Make a code with right check characters."""
    front = f"{department}{area}{body}{credit_code.organization_check(body)}"
    return front + credit_code.check(front)


@pytest.mark.parametrize("code", PUBLIC)
def test_a_public_code_is_right(code: str) -> None:
    assert fault(code) is None
    assert credit_code.organization_fault(code[8:17]) is None


@pytest.mark.shared
def test_the_collected_codes_are_judged_as_they_were_collected(shared: Path) -> None:
    path = shared / "standards" / "codes" / "uscc_test_vectors.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    wrong = [r["code"] for r in rows if (fault(r["code"]) is None) != (r["expect"] == "valid")]

    assert len(rows) == 33
    assert wrong == []


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_registering_department_is_known(department: str) -> None:
    assert fault(made(department, "MA1234567"[:8])) is None


def test_the_departments_of_the_army_of_villages_and_others_are_among_them() -> None:
    assert {"A1", "N1", "N2", "N3", "Y1"} <= set(DEPARTMENTS)


@pytest.mark.parametrize(
    ("code", "flaw", "detail"),
    [
        ("9144190055726208U", Flaw.LENGTH, "17"),
        ("91441900557262083UU", Flaw.LENGTH, "19"),
        ("9144190055726208OU", Flaw.CHARACTER, "O"),
        ("91441900557262083V", Flaw.CHARACTER, "V"),
        ("99441900557262083U", Flaw.DEPARTMENT, "99"),
        ("914419AA557262083U", Flaw.AREA, "4419AA"),
        ("91441900557262038U", Flaw.BODY, "X"),
        ("91441900557262083T", Flaw.CHECK, "U"),
        ("", Flaw.LENGTH, "0"),
    ],
)
def test_what_is_wrong_is_named(code: str, flaw: Flaw, detail: str) -> None:
    found = fault(code)

    assert found
    assert found.flaw is flaw
    if flaw is not Flaw.BODY:
        assert found.detail == detail


@pytest.mark.parametrize(
    "typed",
    [
        "91441900557262083u",
        " 91441900 5572 62083U ",
        "９１４４１９００５５７２６２０８３Ｕ",
        "91441900-55726208-3-U",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert normal(typed) == "91441900557262083U"


@settings(max_examples=200)
@given(
    st.sampled_from(DEPARTMENTS),
    st.text(alphabet=ALPHABET, min_size=8, max_size=8),
    st.integers(0, 17),
    st.sampled_from(ALPHABET),
)
def test_one_wrong_character_is_always_caught(
    department: str, body: str, place: int, other: str
) -> None:
    code = made(department, body)
    changed = code[:place] + other + code[place + 1 :]

    assert fault(code) is None
    assert changed == code or fault(changed) is not None


@settings(max_examples=200)
@given(
    st.sampled_from(DEPARTMENTS),
    st.text(alphabet=ALPHABET, min_size=8, max_size=8),
    st.integers(8, 16),
)
def test_two_neighbours_that_changed_places_are_always_caught(
    department: str, body: str, place: int
) -> None:
    code = made(department, body)
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert changed == code or fault(changed) is not None


@pytest.mark.parametrize("code", ["557262083", "71526726X", "71526726A"])
def test_an_organization_code_has_nine_characters_and_its_own_check(code: str) -> None:
    is_right = code != "71526726A"

    assert (credit_code.organization_fault(code) is None) is is_right


@pytest.mark.parametrize(
    ("code", "flaw"),
    [("55726208", Flaw.LENGTH), ("5572620八3", Flaw.CHARACTER), ("557262084", Flaw.BODY),
     ("55726208A", Flaw.CHARACTER)],
)  # fmt: skip
def test_what_is_wrong_with_an_organization_code_is_named(code: str, flaw: Flaw) -> None:
    found = credit_code.organization_fault(code)

    assert found
    assert found.flaw is flaw
