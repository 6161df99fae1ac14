"""In which branch an entry stands."""

from __future__ import annotations

import pytest

from ckanext.dongguan.catalog.place import class_branch, town_branch

KNOWN = {"1", "101", "2", "204", "3", "307", "307999"}


@pytest.mark.parametrize(
    ("towns", "branch"),
    [
        ([], "city"),
        (["441900"], "city"),
        (["441900003"], "441900003"),
        (["441900", "441900003"], "441900003"),
        (["441900003", "441900003"], "441900003"),
        (["441900003", "441900004"], "several"),
        ([""], "city"),
    ],
)
def test_an_entry_stands_in_one_branch_by_towns(towns: list[str], branch: str) -> None:
    assert town_branch(towns) == branch


@pytest.mark.parametrize(
    ("stated", "code", "branch"),
    [
        ("204", "307999/0001", "204"),
        ("", "307999/Z0000001", "307999"),
        ("", "307001/0001", "307"),
        ("", "2040010001", "204"),
        ("", "3990010001", "3"),
        ("307123", "", "307"),
        ("9", "9", ""),
        ("", "", ""),
    ],
)
def test_a_class_is_stated_or_read_off_the_code(stated: str, code: str, branch: str) -> None:
    assert class_branch(stated, code, KNOWN) == branch
