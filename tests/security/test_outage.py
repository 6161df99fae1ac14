"""A service of the portal that is away is no fault of a request, and no 500."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories

from ckanext.dongguan.security import outage


@pytest.fixture
def no_database(app: Any) -> Iterator[None]:
    """Lead the sessions of the application to an address where nobody answers."""
    model.Session.remove()
    model.Session.configure(bind=sa.create_engine("postgresql://nobody@127.0.0.1:9/gone"))
    yield
    model.Session.remove()
    model.Session.configure(bind=model.meta.engine)


@pytest.mark.usefixtures("no_database")
def test_a_database_that_is_away_is_told_as_a_pause(app: Any) -> None:
    told = app.get("/dataset/gongjiao")

    assert told.status_code == 503
    assert told.headers["Retry-After"] == str(outage.RETRY_AFTER)
    assert "门户暂时中断" in told.body
    assert "127.0.0.1:9" not in told.body


@pytest.mark.usefixtures("no_database")
@pytest.mark.parametrize("headers", [{}, {"Authorization": "token"}])
def test_a_program_reads_of_the_pause_as_json(app: Any, headers: dict[str, str]) -> None:
    told = app.get("/api/3/action/package_show?id=a", headers=headers)

    assert told.status_code == 503
    assert told.json["success"] is False
    assert "门户暂时中断" in told.json["error"]["message"]


@pytest.fixture
def signed_in(visitor: Any, person: dict[str, Any], sign_in: Callable[..., Any]) -> Any:
    """Give the browser of somebody who signed in before the database went away."""
    sign_in(visitor, person)
    return visitor


@pytest.mark.parametrize("path", ["/dashboard/datasets", "/en/dataset/new", "/dataset/"])
def test_who_signed_in_before_reads_of_the_pause_too(
    signed_in: Any, path: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("no_database")

    told = signed_in.get(path)

    assert told.status_code == 503
    assert 'id="error-content"' in told.get_data(as_text=True)


def test_a_wrong_address_has_a_page_in_the_pause_too(
    signed_in: Any, app: Any, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a site, where no test wants to see what went wrong.
    monkeypatch.setitem(app.flask_app.config, "PROPAGATE_EXCEPTIONS", False)
    request.getfixturevalue("no_database")

    told = signed_in.get("/meiyou-zhege.png")

    assert told.status_code >= 500
    assert 'id="error-content"' in told.get_data(as_text=True)


def test_a_token_s_program_reads_of_the_pause_as_json(
    app: Any, request: pytest.FixtureRequest
) -> None:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}
    request.getfixturevalue("no_database")

    told = app.get("/api/3/action/package_search", headers=headers)

    assert told.status_code == 503
    assert told.json["success"] is False


@pytest.fixture
def no_sessions(app: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lead the store of sessions to an address where nobody answers."""
    store = app.flask_app.session_interface
    return lambda: monkeypatch.setattr(store, "client", redis.Redis(port=9))


def test_pages_stay_readable_while_the_store_of_sessions_is_away(
    visitor: Any,
    person: dict[str, Any],
    sign_in: Callable[..., Any],
    no_sessions: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in(visitor, person)

    no_sessions()
    page = visitor.get("/dataset/")
    monkeypatch.undo()

    assert page.status_code == 200
    assert "/user/_logout" not in page.get_data(as_text=True)
    assert "/user/_logout" in visitor.get("/dataset/").get_data(as_text=True)


def test_nobody_can_sign_in_while_the_store_of_sessions_is_away(
    visitor: Any,
    person: dict[str, Any],
    sign_in: Callable[..., Any],
    no_sessions: Callable[[], None],
) -> None:
    no_sessions()

    answer = sign_in(visitor, person)

    assert answer.status_code == 503
    assert "门户暂时中断" in answer.get_data(as_text=True)
