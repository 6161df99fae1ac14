"""Failed sign-ins: who fails too often waits, and learns nothing by it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.lib import signals
from ckan.lib.redis import connect_to_redis
from ckan.tests import factories

from .conftest import PASSWORD

Try = Callable[..., Any]


def nobody() -> str:
    return f"no-{uuid.uuid4()}"


def test_an_account_waits_after_its_failures_even_with_the_right_password(
    attempt: Try, person: dict[str, Any]
) -> None:
    failures = [attempt(person["name"]).status_code for _ in range(3)]

    answer = attempt(person["name"], PASSWORD)

    assert failures == [200, 200, 200]
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60 + 1
    assert "登录失败次数过多" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_others_sign_in_meanwhile(attempt: Try, person: dict[str, Any]) -> None:
    other = factories.User(password=PASSWORD)
    for _ in range(3):
        attempt(person["name"])

    assert attempt(other["name"], PASSWORD).status_code == 302


def test_an_unknown_name_gets_the_same_answers(attempt: Try, person: dict[str, Any]) -> None:
    name = nobody()

    known = [attempt(person["name"]) for _ in range(4)]
    unknown = [attempt(name) for _ in range(4)]

    assert [a.status_code for a in known] == [200, 200, 200, 429]
    assert [a.status_code for a in unknown] == [200, 200, 200, 429]
    for first, second in zip(known, unknown, strict=True):
        assert plain(first, person["name"]) == plain(second, name)


def plain(answer: Any, name: str) -> str:
    """Take out the token of the form and the name that was typed."""
    import re

    text = answer.text.replace(name, "NAME")
    return re.sub(r'(_csrf_token" (value|content)=")[^"]+', r"\1", text)


@pytest.mark.parametrize("known", ["name", "email", "deleted", "without password", "nobody"])
def test_a_failure_costs_the_same_whoever_exists(
    attempt: Try, person: dict[str, Any], known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements, counters and computed passwords, not seconds: those are noise."""
    from passlib.hash import pbkdf2_sha512

    from ckanext.dongguan.security import sign_in

    sign_in._nobody()
    attempt(nobody())
    user, name = model.User.get(person["id"]), person["name"]
    if known == "deleted":
        user.state = "deleted"
    if known == "without password":
        model.Session.execute(
            sa.text('UPDATE "user" SET password = NULL WHERE id = :id'), {"id": user.id}
        )
    model.Session.commit()
    name = {"email": user.email, "nobody": nobody()}.get(known, name)
    counts = {"sql": 0, "redis": 0, "passwords": 0}

    def counted(what: str, function: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            counts[what] += 1
            return function(*args, **kwargs)

        return call

    def heard(*_args: Any) -> None:
        counts["sql"] += 1

    monkeypatch.setattr(pbkdf2_sha512, "verify", counted("passwords", pbkdf2_sha512.verify))
    redis = type(connect_to_redis())
    monkeypatch.setattr(redis, "execute_command", counted("redis", redis.execute_command))
    sa.event.listen(model.meta.engine, "before_cursor_execute", heard)
    try:
        attempt(name)
    finally:
        sa.event.remove(model.meta.engine, "before_cursor_execute", heard)

    assert counts["passwords"] == 1
    assert (counts["sql"], counts["redis"]) == (7, 8)


def test_failures_by_name_and_by_mail_are_counted_together(
    attempt: Try, person: dict[str, Any]
) -> None:
    """Whoever knows both has three tries, and is not told that both are one account."""
    for name in (person["name"], person["name"], person["email"]):
        attempt(name)

    answer = attempt(person["email"], PASSWORD)

    assert answer.status_code == 200
    assert "用户名或密码" in answer.text


def test_an_address_that_tries_many_names_waits(attempt: Try, address: str) -> None:
    answers = [attempt(nobody()).status_code for _ in range(9)]

    assert answers == [200] * 8 + [429]
    assert attempt(nobody(), where="203.0.113.250").status_code == 200


def test_spelling_does_not_make_new_tries(attempt: Try) -> None:
    name = nobody()

    answers = [attempt(one).status_code for one in (name, name.upper(), f" {name} ", name)]

    assert answers == [200, 200, 200, 429]


def test_a_good_sign_in_forgets_the_failures_before_it(
    attempt: Try, person: dict[str, Any]
) -> None:
    attempt(person["name"])
    attempt(person["name"])

    assert attempt(person["name"], PASSWORD).status_code == 302
    answers = [attempt(person["name"]).status_code for _ in range(3)]

    assert answers == [200, 200, 200]


def test_a_new_password_opens_the_door(attempt: Try, person: dict[str, Any]) -> None:
    for _ in range(3):
        attempt(person["name"])

    signals.perform_password_reset.send(person["name"], user=model.User.get(person["id"]))

    assert attempt(person["name"], PASSWORD).status_code == 302


def test_what_is_counted_names_nobody(
    attempt: Try, person: dict[str, Any], address: str
) -> None:
    attempt(person["name"])

    keys = b" ".join(connect_to_redis().scan_iter("dongguan-limits*", count=1000)).decode()

    assert keys
    for secret in (person["name"], person["id"], person["email"], address):
        assert secret not in keys


def test_without_redis_nobody_is_let_in_and_the_page_says_so(
    attempt: Try, person: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ckanext.dongguan.security import lockout, meter

    def away(_attempt: Any) -> int:
        raise meter.StorageError(OSError("away"))

    monkeypatch.setattr(lockout, "wait", away)

    answer = attempt(person["name"], PASSWORD)

    assert answer.status_code == 503
    assert "暂时无法登录" in answer.text
