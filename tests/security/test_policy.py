"""How long an answer may be kept."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.security.door import is_for_scripts
from ckanext.dongguan.security.policy import PAGE_POLICY, Answer, Keeping, keeping
from ckanext.dongguan.security.sameness import canonical

PLAIN: dict[str, Any] = {
    "is_of_somebody": False,
    "is_form_page": False,
    "is_safe_method": True,
    "status": 200,
    "is_marked_private": False,
    "is_static": False,
    "is_fingerprinted": False,
}

CASES: list[tuple[dict[str, Any], Keeping]] = [
    ({}, Keeping.ASK_FIRST),
    ({"status": 404}, Keeping.ASK_FIRST),
    ({"status": 500}, Keeping.NEVER),
    ({"is_of_somebody": True}, Keeping.NEVER),
    ({"is_form_page": True}, Keeping.NEVER),
    ({"is_safe_method": False}, Keeping.NEVER),
    ({"is_marked_private": True}, Keeping.NEVER),
    ({"is_static": True}, Keeping.AN_HOUR),
    ({"is_static": True, "is_of_somebody": True}, Keeping.AN_HOUR),
    ({"is_static": True, "is_fingerprinted": True}, Keeping.FOR_EVER),
    ({"is_static": True, "is_fingerprinted": True, "status": 404}, Keeping.ASK_FIRST),
    ({"is_fingerprinted": True}, Keeping.ASK_FIRST),
]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_an_answer_is_kept_as_long_as_it_may(change: dict[str, Any], expected: Keeping) -> None:
    assert keeping(Answer(**{**PLAIN, **change})) is expected


def test_no_script_inside_a_page_may_run() -> None:
    rules = dict(rule.split(" ", 1) for rule in PAGE_POLICY.split("; "))

    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'self'"
    assert rules["style-src"] == "'self'"
    assert rules["object-src"] == "'none'"


def test_only_named_calls_of_the_api_believe_a_page() -> None:
    assert is_for_scripts("api.user_autocomplete", {})
    assert is_for_scripts("api.action", {"logic_function": "package_resource_reorder"})
    assert not is_for_scripts("api.action", {"logic_function": "package_delete"})
    assert not is_for_scripts("api.action", None)
    assert not is_for_scripts(None, None)


def test_nameless_nodes_are_named_by_what_they_say() -> None:
    first = '{"@graph": [{"@id": "_:Na", "x": 1}, {"@id": "_:Nb", "x": 2}, {"@id": "u", "p": [{"@id": "_:Nb"}, {"@id": "_:Na"}]}]}'  # noqa: E501
    second = first.replace("_:Na", "_:N9").replace("_:Nb", "_:N1")

    assert canonical(first) == canonical(second)
    assert "_:N" not in canonical(first)


def test_nodes_that_say_different_things_keep_apart() -> None:
    text = canonical('{"@graph": [{"@id": "_:Na", "x": 1}, {"@id": "_:Nb", "x": 2}]}')

    assert text.count('"_:b0"') == 1
    assert text.count('"_:b1"') == 1
