"""Sessions: for people who are signed in, nothing for everyone else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from ckan.lib.redis import connect_to_redis
from ckan.tests import factories, helpers

Sessions = Callable[[], set[bytes]]
PAGES = ["/", "/dataset/", "/dataset/{dataset}", "/organization/", "/group/", "/about", "/en/",
         "/en/dataset/{dataset}", "/dataset/no-such-thing", "/user/me"]  # fmt: skip


def cookie(answer: Any) -> str:
    return str(answer.headers.get("Set-Cookie", ""))


def sid(answer: Any) -> str:
    return cookie(answer).partition("ckan=")[2].partition(";")[0]


@pytest.mark.parametrize("page", PAGES)
def test_an_anonymous_page_is_the_same_bytes_for_everyone(
    app: Any, guarded: Any, dataset: Callable[..., Any], page: str
) -> None:
    address = page.format(dataset=dataset()["name"])

    answers = [app.test_client().get(address, follow_redirects=False) for _ in range(2)]

    assert answers[0].data == answers[1].data
    assert b"_csrf_token" not in answers[0].data
    assert [cookie(a) for a in answers] == ["", ""]


def test_a_compressed_page_is_the_same_bytes_later(app: Any) -> None:
    headers = {"Accept-Encoding": "gzip"}

    first = app.test_client().get("/", headers=headers)
    time.sleep(1.1)
    second = app.test_client().get("/", headers=headers)

    assert first.headers["Content-Encoding"] == "gzip"
    assert first.data == second.data


def test_visitors_leave_nothing_in_redis(app: Any, guarded: Any, sessions: Sessions) -> None:
    before = sessions()

    for page in ("/", "/dataset/", "/user/login", "/user/reset", "/dataset/no-such-thing"):
        app.test_client().get(page)

    assert sessions() == before


def test_a_message_still_shows_on_the_page_that_makes_it(visitor: Any) -> None:
    answer = visitor.get("/dataset/no-such-thing")

    assert answer.status_code == 404
    assert "数据集" in answer.get_data(as_text=True)
    assert cookie(answer) == ""


def test_what_a_form_page_loads_leaves_its_cookie_alone(guarded: Any, visitor: Any) -> None:
    """A browser fetches styles, scripts and pictures between the form and its sending."""
    visitor.get("/user/login")

    for address in ("/base/vendor/jquery.js", "/dongguan/mark.svg", "/", "/no-such-page"):
        answer = visitor.get(address)
        assert cookie(answer) == ""
        assert answer.headers["Cache-Control"].startswith("public")


def test_signing_in_works_with_tokens_on(
    visitor: Any, person: dict[str, Any], sign_in: Callable[..., Any], sessions: Sessions
) -> None:
    before = sessions()

    answer = sign_in(visitor, person)

    assert answer.status_code == 302
    assert len(sessions() - before) == 1
    assert visitor.get("/user/edit").status_code == 200


def test_a_form_page_is_kept_by_no_cache(visitor: Any, guarded: Any) -> None:
    answer = visitor.get("/user/login")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Max-Age=3600" in cookie(answer)


def test_a_session_lasts_a_working_day_at_most(
    visitor: Any, person: dict[str, Any], sign_in: Callable[..., Any], sessions: Sessions
) -> None:
    before = sessions()

    answer = sign_in(visitor, person)

    (key,) = sessions() - before
    assert 0 < connect_to_redis().ttl(key) <= 8 * 3600
    assert "Expires" not in cookie(answer)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    visitor: Any, person: dict[str, Any], sign_in: Callable[..., Any]
) -> None:
    flags = cookie(sign_in(visitor, person))

    assert "HttpOnly" in flags
    assert "SameSite=Lax" in flags


def test_signing_in_gives_a_new_session(
    guarded: Any, visitor: Any, person: dict[str, Any], sign_in: Callable[..., Any]
) -> None:
    before = sid(visitor.get("/user/login"))

    after = sid(sign_in(visitor, person))

    assert after
    assert after != before


def test_a_planted_session_is_not_taken_over(
    app: Any, person: dict[str, Any], sign_in: Callable[..., Any]
) -> None:
    """CVE-2025-64100: who sets a victim's cookie before the login must not share it after."""
    planted = "planted-by-somebody-else"
    victim = app.test_client()
    victim.set_cookie("ckan", planted, domain="test.dongguan.example")

    answer = sign_in(victim, person)

    assert sid(answer) not in {"", planted}
    assert connect_to_redis().get(f"session:{planted}") is None


def test_a_form_cookie_names_nobody(app: Any, person: dict[str, Any]) -> None:
    """Even one with the right signature: who somebody is stands in Redis alone."""
    signer = app.flask_app.session_interface.form_signer
    browser = app.test_client()
    forged = signer.dumps({"_user_id": person["id"], "_fresh": True})
    browser.set_cookie("ckan", forged, domain="test.dongguan.example")

    assert browser.get(f"/user/{person['name']}").status_code == 403


def test_signing_out_ends_the_session_here_and_in_redis(
    visitor: Any,
    person: dict[str, Any],
    sign_in: Callable[..., Any],
    sessions: Sessions,
    token_on: Callable[[Any], str],
) -> None:
    before = sessions()
    sign_in(visitor, person)
    token = token_on(visitor.get("/user/edit"))

    answer = visitor.post("/user/_logout", data={"_csrf_token": token}, follow_redirects=False)

    assert sessions() == before
    assert "Max-Age=0" in cookie(answer)


def test_a_reset_can_be_asked_for_and_says_so_once(
    guarded: Any, visitor: Any, token_on: Callable[[Any], str]
) -> None:
    token = token_on(visitor.get("/user/reset"))

    told = visitor.post("/user/reset", data={"user": "nobody-at-all", "_csrf_token": token})
    again = visitor.get("/")

    assert told.status_code == 200
    assert told.headers["Cache-Control"] == "private, no-store"
    assert "Max-Age=0" in cookie(told)
    assert told.data != again.data
    assert again.headers["Cache-Control"] == "public, no-cache"


def test_a_new_password_ends_the_other_sessions(
    app: Any, person: dict[str, Any], sign_in: Callable[..., Any]
) -> None:
    browser = app.test_client()
    sign_in(browser, person)
    assert browser.get(f"/user/{person['name']}").status_code == 200

    helpers.call_action(
        "user_patch", {"ignore_auth": True, "user": person["name"]},
        id=person["id"], password="another long password",
    )  # fmt: skip

    assert browser.get(f"/user/{person['name']}").status_code == 403


@pytest.mark.parametrize("wish", ["63072000", "999999999999", "no-number", "-1"])
def test_nobody_is_remembered_by_a_second_cookie(
    visitor: Any, person: dict[str, Any], sign_in: Callable[..., Any], wish: str
) -> None:
    answer = sign_in(visitor, person, remember=wish)

    assert answer.status_code == 302
    assert "remember_token" not in str(answer.headers.getlist("Set-Cookie"))


def test_a_page_of_a_person_is_kept_by_no_cache(
    signed_in: Callable[..., Any], person: dict[str, Any]
) -> None:
    answer = signed_in(person).get("/", headers={"Accept-Encoding": "br"})

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]
    # Compressed beside words of another site, the length would tell the token (BREACH).
    assert "Content-Encoding" not in answer.headers


def test_an_answer_to_an_api_token_is_kept_by_no_cache(visitor: Any) -> None:
    headers = {"Authorization": factories.UserWithToken()["token"]}

    answer = visitor.get("/api/3/action/package_search", headers=headers)

    assert answer.headers["Cache-Control"] == "private, no-store"
