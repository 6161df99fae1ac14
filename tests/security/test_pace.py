"""Limits on the API, on signing in and on asking for a new password."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.lib.redis import connect_to_redis
from ckan.tests import factories

API = "/api/3/action/status_show"
Limit = Callable[..., None]


@pytest.fixture
def ask(visitor: Any, address: str) -> Callable[..., Any]:
    """Ask from an address of one's own."""

    def send(path: str = API, where: str = address, **given: Any) -> Any:
        return visitor.get(path, environ_overrides={"REMOTE_ADDR": where}, **given)

    return send


def test_a_program_that_asks_too_often_is_told_when_to_come_again(
    ask: Callable[..., Any], limit: Limit
) -> None:
    limit(anonymous="3 per minute")

    answers = [ask() for _ in range(4)]

    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    last = answers[-1]
    assert 0 < int(last.headers["Retry-After"]) <= 61
    assert last.json["success"] is False
    assert "请求过于频繁" in last.json["error"]["message"]
    assert last.headers["Cache-Control"] == "private, no-store"
    assert "Too many requests" in ask("/en" + API).json["error"]["message"]


def test_another_address_is_counted_by_itself(ask: Callable[..., Any], limit: Limit) -> None:
    limit(anonymous="1 per minute")

    assert [ask().status_code for _ in range(2)] == [200, 429]
    assert ask(where="203.0.113.77").status_code in {200, 429}
    assert ask(where="2001:db8::1").status_code != ask(where="2001:db8::2").status_code


def test_nobody_gets_a_new_address_by_a_header(ask: Callable[..., Any], limit: Limit) -> None:
    limit(anonymous="2 per minute")

    answers = [
        ask(headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(3)
    ]

    assert answers == [200, 200, 429]


def test_behind_a_proxy_of_the_settings_visitors_are_told_apart(
    ask: Callable[..., Any], limit: Limit, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(anonymous="1 per minute")
    monkeypatch.setitem(tk.config, "ckanext.dongguan.security.proxies", [address])
    first, second = (address.replace("10.", f"{n}.", 1) for n in (11, 12))

    answers = [
        ask(headers={"X-Forwarded-For": one}).status_code for one in (first, second, first)
    ]

    assert answers == [200, 200, 429]


def test_an_account_has_its_own_limit_wherever_it_asks_from(
    ask: Callable[..., Any], limit: Limit
) -> None:
    limit(anonymous="1 per minute", token="3 per minute")
    headers = {"Authorization": factories.UserWithToken()["token"]}

    answers = [ask(where=f"203.0.113.{n}", headers=headers).status_code for n in range(4)]

    assert answers == [200, 200, 200, 429]


@pytest.mark.parametrize("path", ["/datastore/dump/x", "/catalog.ttl"])
def test_other_answers_for_programs_count_too(
    ask: Callable[..., Any], limit: Limit, path: str
) -> None:
    limit(anonymous="1 per minute")

    assert [ask(path).status_code == 429 for _ in range(2)] == [False, True]


def test_a_page_is_never_too_much_and_costs_no_counter(
    ask: Callable[..., Any], limit: Limit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(anonymous="1 per minute", login="1 per minute")
    ask("/")
    commands = []
    redis = type(connect_to_redis())
    before = redis.execute_command
    monkeypatch.setattr(
        redis,
        "execute_command",
        lambda self, *a, **k: commands.append(a) or before(self, *a, **k),
    )

    answers = [ask(path).status_code for path in ("/", "/dataset/", "/user/login", "/")]

    assert answers == [200] * 4
    assert not [c for c in commands if "EVALSHA" in str(c[0])]


FORM = {"login": "x", "password": "y", "user": "nobody-at-all"}


@pytest.mark.parametrize("option", ["login", "reset"])
def test_a_form_that_is_sent_too_often_is_answered_by_a_page(
    app: Any, limit: Limit, address: str, option: str
) -> None:
    limit(**{option: "2 per minute"})

    answers = [
        app.test_client().post(
            f"/user/{option}", data=FORM, environ_overrides={"REMOTE_ADDR": address}
        )
        for _ in range(3)
    ]

    assert [a.status_code for a in answers] == [200, 200, 429]
    assert "请求过于频繁" in answers[-1].text
    assert "<html" in answers[-1].text


def test_an_empty_limit_is_none(ask: Callable[..., Any], limit: Limit) -> None:
    limit(anonymous="")

    assert {ask().status_code for _ in range(5)} == {200}


def test_without_redis_what_is_open_is_still_given_out(
    ask: Callable[..., Any], limit: Limit, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    from ckanext.dongguan.security import meter, pace

    limit(anonymous="1 per minute")

    def away(*_args: Any) -> int:
        raise meter.StorageError(OSError("away"))

    monkeypatch.setattr(pace, "_wait", away)

    log = logging.getLogger(pace.__name__)
    # A command that ran in this process before may have set the logs its own way.
    monkeypatch.setattr(log, "disabled", False)
    log.addHandler(caplog.handler)

    answers = [ask().status_code for _ in range(2)]
    log.removeHandler(caplog.handler)

    assert answers == [200, 200]
    assert "Redis" in caplog.text
