"""API tokens end."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import ckan.plugins.toolkit as tk
import jwt
import pytest
from ckan import model
from ckan.lib import api_token
from ckan.tests import factories, helpers

from ckanext.dongguan.security import token_term

DAY = 86_400


@pytest.fixture
def owner(portal: None) -> dict[str, Any]:
    return dict(factories.User())


def make(owner: dict[str, Any], **wish: Any) -> dict[str, Any]:
    context = {"user": owner["name"], "ignore_auth": False}
    return dict(
        helpers.call_action("api_token_create", context, user=owner["name"], name="t", **wish)
    )


def claims(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


def known(visitor: Any, token: str) -> bool:
    """Tell whether a token still stands for somebody."""
    headers = {"Authorization": token}
    return bool(visitor.get("/api/3/action/api_token_list", headers=headers).status_code != 403)


@pytest.mark.parametrize(("wish", "days"), [({}, 365), ({"expires_in_days": 30}, 30)])
def test_a_token_carries_its_end(
    owner: dict[str, Any], wish: dict[str, int], days: int
) -> None:
    token = make(owner, **wish)["token"]

    assert abs(claims(token)["exp"] - time.time() - days * DAY) < 60


@pytest.mark.parametrize("days", [366, 0, -1, "long", float("inf")])
def test_no_token_lasts_longer_than_allowed(owner: dict[str, Any], days: Any) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        make(owner, expires_in_days=days)

    assert list(refused.value.error_dict) == ["expires_in_days"]


def test_the_list_tells_when_a_token_ends(owner: dict[str, Any]) -> None:
    made = make(owner, expires_in_days=30)

    context = {"user": owner["name"], "ignore_auth": False}
    (shown,) = helpers.call_action("api_token_list", context, user=owner["name"])

    ends = datetime.fromisoformat(shown["ends_at"])
    assert ends.timestamp() == claims(made["token"])["exp"]


def test_an_ended_token_stands_for_nobody(
    visitor: Any, owner: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = make(owner)["token"]
    then = time.time() - 31 * DAY
    monkeypatch.setattr(token_term.time, "time", lambda: then)
    ended = make(owner, expires_in_days=30)["token"]
    monkeypatch.undo()

    assert api_token.get_user_from_token(good).id == owner["id"]
    assert api_token.get_user_from_token(ended) is None


@pytest.mark.parametrize(("age_days", "is_known"), [(10, True), (366, False)])
def test_a_token_from_before_the_rule_ends_by_its_age(
    owner: dict[str, Any], age_days: int, is_known: bool
) -> None:
    token = model.ApiToken(owner["id"], "old")
    token.created_at = datetime.utcnow() - timedelta(days=age_days)
    model.Session.add(token)
    model.Session.commit()
    encoded = api_token.encode({"jti": token.id, "iat": int(time.time()) - age_days * DAY})

    assert (api_token.get_user_from_token(encoded) is not None) is is_known


def test_a_token_without_an_age_is_refused(owner: dict[str, Any]) -> None:
    token = model.ApiToken(owner["id"], "ageless")
    model.Session.add(token)
    model.Session.commit()

    assert api_token.get_user_from_token(api_token.encode({"jti": token.id})) is None


def test_the_page_asks_for_a_term_and_shows_the_end(
    owner: dict[str, Any], signed_in: Callable[..., Any]
) -> None:
    make(owner)
    page = signed_in(owner).get(f"/user/{owner['name']}/api-tokens").text

    assert 'name="expires_in_days"' in page
    assert "到期" in page
