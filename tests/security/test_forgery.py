"""Requests that another site makes in a person's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.tests import factories, helpers

FORMS = ["/dataset/new", "/user/edit", "/organization/new", "/user/_logout"]


@pytest.mark.parametrize("address", FORMS)
def test_nothing_an_earlier_request_did_opens_a_form(
    guarded: Any, signed_in: Callable[..., Any], address: str
) -> None:
    """CVE-2026-41255: core exempts a view once anybody without a cookie has called it."""
    person = factories.Sysadmin()
    guarded.test_client().get(address)
    guarded.test_client().post(address)

    answer = signed_in(person).post(address, data={"title": "x"}, follow_redirects=False)

    assert answer.status_code == 400


def test_core_still_has_the_hole_that_is_closed_here(
    guarded: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When this fails, core has mended it and the room's own check may go."""
    from ckan.config.middleware.flask_app import csrf

    monkeypatch.setattr(csrf, "_exempt_views", set())
    guarded.test_client().get("/dataset/new")

    assert csrf._exempt_views


def test_a_form_with_its_token_is_taken(
    guarded: Any,
    signed_in: Callable[..., Any],
    person: dict[str, Any],
    token_on: Callable[[Any], str],
) -> None:
    browser = signed_in(person)
    token = token_on(browser.get("/user/edit"))
    address = model.User.get(person["id"]).email
    form = {
        "name": person["name"],
        "fullname": "张三",
        "email": address,
        "save": "",
        "_csrf_token": token,
    }

    answer = browser.post("/user/edit", data=form, follow_redirects=False)

    assert answer.status_code == 302
    shown = helpers.call_action("user_show", {"ignore_auth": True}, id=person["id"])
    assert shown["fullname"] == "张三"


def test_a_token_of_another_session_is_refused(
    guarded: Any,
    signed_in: Callable[..., Any],
    person: dict[str, Any],
    token_on: Callable[[Any], str],
) -> None:
    foreign = token_on(signed_in(factories.User()).get("/user/edit"))
    browser = signed_in(person)
    browser.get("/user/edit")

    answer = browser.post("/user/edit", data={"fullname": "x", "_csrf_token": foreign})

    assert answer.status_code == 400


@pytest.mark.parametrize("address", ["/user/login", "/user/reset"])
def test_the_forms_before_a_login_want_their_token_too(guarded: Any, address: str) -> None:
    answer = guarded.test_client().post(address, data={"login": "a", "password": "b"})

    assert answer.status_code == 400


def test_a_refused_form_says_what_to_do(guarded: Any) -> None:
    answer = guarded.test_client().post("/en/user/login", data={"login": "a"})

    assert "Open the page again" in answer.get_data(as_text=True)


def test_an_api_token_needs_no_form_token(guarded: Any) -> None:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    answer = guarded.test_client().post(
        "/api/3/action/dongguan_intake_drain", json={}, headers=headers
    )

    assert answer.status_code == 200


def test_the_api_does_not_believe_the_session_of_a_page(
    guarded: Any, signed_in: Callable[..., Any]
) -> None:
    answer = signed_in(factories.Sysadmin()).post(
        "/api/3/action/dongguan_intake_drain", json={}
    )

    assert answer.status_code == 403


def test_the_scripts_of_a_form_may_ask_with_its_token(
    guarded: Any,
    signed_in: Callable[..., Any],
    dataset: Callable[..., dict[str, Any]],
    token_on: Callable[[Any], str],
) -> None:
    package = dataset()
    browser = signed_in(factories.Sysadmin())
    headers = {"X-CSRFToken": token_on(browser.get("/user/edit"))}
    order = {"id": package["id"], "order": []}
    address = "/api/3/action/package_resource_reorder"

    without = browser.post(address, json=order)
    with_token = browser.post(address, json=order, headers=headers)

    assert (without.status_code, with_token.status_code) == (400, 200)


def test_the_names_of_users_are_offered_to_the_form_that_needs_them(
    app: Any, signed_in: Callable[..., Any], person: dict[str, Any]
) -> None:
    address = f"/api/2/util/user/autocomplete?q={person['name']}"

    assert app.test_client().get(address).status_code == 403
    assert signed_in(factories.Sysadmin()).get(address).json
