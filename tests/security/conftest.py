"""Fixtures of the room `security`: visitors, people, and the site with its tokens on."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from ipaddress import IPv4Address
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.lib.redis import connect_to_redis
from ckan.tests import factories

PASSWORD = "correct horse battery"
WRONG = "wrong password"
TOKEN = re.compile(r'name="_csrf_token" (?:value|content)="([^"]+)"')


@pytest.fixture
def guarded(app: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the application with the check of tokens on, as the site has it."""
    monkeypatch.setitem(app.flask_app.config, "WTF_CSRF_ENABLED", True)
    return app


@pytest.fixture
def visitor(app: Any) -> Any:
    """Give a browser that has never been here."""
    return app.test_client()


@pytest.fixture
def person(portal: None, new_name: Callable[[str], str]) -> dict[str, Any]:
    """Give a person with a password."""
    return dict(factories.User(password=PASSWORD, email=f"{new_name('zhangsan')}@example.com"))


@pytest.fixture
def token_on() -> Callable[[Any], str]:
    """Read the token on a page."""

    def read(page: Any) -> str:
        found = TOKEN.search(page.get_data(as_text=True))
        assert found, "no token on the page"
        return found.group(1)

    return read


@pytest.fixture
def sign_in(guarded: Any, token_on: Callable[[Any], str]) -> Callable[..., Any]:
    """Sign in by the form."""

    def send(browser: Any, user: dict[str, Any], **fields: str) -> Any:
        page = browser.get("/user/login")
        form = {"login": user["name"], "password": PASSWORD, "_csrf_token": token_on(page)}
        return browser.post("/user/login", data={**form, **fields}, follow_redirects=False)

    return send


@pytest.fixture
def sessions() -> Callable[[], set[bytes]]:
    """List the sessions in Redis."""
    return lambda: set(connect_to_redis().scan_iter("session:*", count=1000))


@pytest.fixture
def address() -> str:
    """Give an address that no other test and no earlier run has used."""
    return str(IPv4Address(0x0A000000 + secrets.randbelow(1 << 24)))


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set limits: `limit(failures="3 per minute")`."""

    def put(**limits: str) -> None:
        for name, text in limits.items():
            monkeypatch.setitem(tk.config, f"ckanext.dongguan.security.limit.{name}", text)

    return put


@pytest.fixture
def attempt(app: Any, address: str, limit: Callable[..., None]) -> Callable[..., Any]:
    """Try to sign in; three failures are too many."""
    limit(failures="3 per 15 minutes", address_failures="8 per 15 minutes")

    def send(name: str, password: str = WRONG, where: str = address) -> Any:
        return app.test_client().post(
            "/user/login",
            data={"login": name, "password": password},
            environ_overrides={"REMOTE_ADDR": where},
            follow_redirects=False,
        )

    return send
