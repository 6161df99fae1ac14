"""Which passwords are refused, and why."""

from __future__ import annotations

import secrets
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.security.password import Fault, Rules, faults

RULES = Rules()


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Xk4mPq9z", [Fault.SHORT]),
        ("xkqmvprtzw", [Fault.SIMPLE]),
        ("xkqmvprt42", [Fault.SIMPLE]),
        ("Xkqmvprt42", []),
        ("xkqmvprt4!", []),
        ("correct horse battery", []),
        ("东莞市的密码很长很长很长很长", [Fault.SIMPLE]),
        ("我家门前有两棵树都是枣树没有别的", []),
        # Words that everybody uses, with a number behind them.
        ("Dongguan@2026", [Fault.COMMON]),
        ("P@ssw0rd123", [Fault.COMMON]),
        ("Admin#12345678", [Fault.COMMON]),
        ("Woaini13145!", [Fault.COMMON]),
        ("passwordpassword", [Fault.COMMON]),
        # Runs, repetitions, numbers of telephones and identity cards.
        ("Abcdefghijklmnopqrst", [Fault.COMMON]),
        ("qwertyuiopasdfgh", [Fault.COMMON]),
        ("aaaaaaaaaaaaaaaaaaaa", [Fault.COMMON]),
        ("441900199001011234", [Fault.COMMON]),
        ("0769-2283-1234-5678", [Fault.COMMON]),
        # The account's own name.
        ("Zhangsan#4871", [Fault.NAME]),
        ("Zhang.San.1987!", []),
    ],
)
def test_a_password_is_judged(password: str, expected: list[Fault]) -> None:
    assert list(faults(password, ("zhangsan", "zhangsan@example.com"), RULES)) == expected


def test_the_passwords_that_the_launcher_makes_are_good() -> None:
    made = [secrets.token_urlsafe(12) for _ in range(2000)]

    assert [one for one in made if any(faults(one, ("security",), RULES))] == []


def test_a_short_name_may_be_inside() -> None:
    assert list(faults("Xkqm-li-prt42", ("li",), RULES)) == []


@pytest.mark.parametrize(
    ("password", "cause"),
    [("Xk4mPq9z", "10"), ("xkqmvprtzwq", "3"), ("Dongguan@2026", "people")],
)
def test_a_weak_password_is_refused_with_its_cause(
    portal: None, password: str, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "ckanext.dongguan.security.password.kinds", 3)

    with pytest.raises(tk.ValidationError) as refused:
        factories.User(password=password)

    assert cause in " ".join(refused.value.error_dict["password"])


def test_a_person_cannot_choose_their_own_name(person: dict[str, Any]) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action(
            "user_patch", {"ignore_auth": True, "user": person["name"]},
            id=person["id"], password=f"X9-{person['name']}-longer",
        )  # fmt: skip

    assert "name" in " ".join(refused.value.error_dict["password"])
