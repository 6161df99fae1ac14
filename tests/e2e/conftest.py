"""A running portal and a browser that notes everything a page does.

The portal is the one named by DONGGUAN_E2E_URL (its accounts: DONGGUAN_E2E_ACCOUNTS, a
JSON file of names and passwords), else a small demo portal that is started for the tests.
Pictures go to DONGGUAN_SCREENSHOTS, else into a temporary folder or are not taken.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests

from .places import find
from .reader import Reader
from .visit import Visit, watched

ARGUMENTS = [
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-default-apps", "--disable-extensions",
]  # fmt: skip


# No load of a machine reaches it; where nothing goes wrong nobody waits for it.
PATIENCE_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Site:
    """A running portal: its address, the passwords of its accounts, some of its content."""

    url: str
    passwords: dict[str, str]

    def password(self, account: str) -> str:
        """Return the password of an account, or skip the test."""
        if account not in self.passwords:
            pytest.skip(f"the password of {account} is not known: DONGGUAN_E2E_ACCOUNTS")
        return self.passwords[account]

    def ask(self, action: str, **values: Any) -> Any:
        """Ask the portal's API as a passer-by."""
        address = f"{self.url}/api/3/action/{action}"
        answer = requests.get(address, params=values, timeout=PATIENCE_SECONDS)
        answer.raise_for_status()
        return answer.json()["result"]


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Name a running portal."""
    if url := os.environ.get("DONGGUAN_E2E_URL"):
        named = os.environ.get("DONGGUAN_E2E_ACCOUNTS")
        yield Site(url=url, passwords=json.loads(Path(named).read_text()) if named else {})
        return
    if not os.environ.get("DONGGUAN_TEST_SERVICES"):
        pytest.skip("no running portal: use `make e2e`, or name one in DONGGUAN_E2E_URL")
    from deploy.launcher import trial, upkeep

    with trial.served_portal(os.environ) as place:
        kept = json.loads((place.data / "secrets.json").read_text())
        passwords = {
            name.removeprefix("account."): secret
            for name, secret in kept.items()
            if name.startswith("account.")
        }
        yield Site(url=upkeep.url(place), passwords=passwords)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the system's browser once."""
    path = os.environ.get("DONGGUAN_CHROMIUM") or shutil.which("chromium")
    if not path and not os.environ.get("DONGGUAN_REQUIRE_BROWSER"):
        pytest.skip(
            "no browser: install Chromium (Debian: apt install chromium fonts-noto-cjk)"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Any, site: Site) -> Iterator[Callable[..., Visit]]:
    """Open windows of their own for a test; options are those of the browser."""
    windows = []

    def make(width: int = 1280, **options: Any) -> Visit:
        window = chromium.new_context(
            viewport={"width": width, "height": 900}, base_url=site.url, **options
        )
        window.set_default_timeout(PATIENCE_SECONDS * 1000)
        windows.append(window)
        return watched(window.new_page(), site.url)

    yield make
    for window in windows:
        window.close()


@pytest.fixture(scope="session")
def reader(site: Site) -> Callable[[str], Reader]:
    """Give a reader for each account; without a name, a passer-by."""

    @cache
    def make(account: str) -> Reader:
        one = Reader(url=site.url, session=requests.Session())
        if account:
            one.sign_in(account, site.password(account))
        return one

    return make


@pytest.fixture(scope="session")
def window_of(
    chromium: Any, site: Site, reader: Callable[[str], Reader]
) -> Iterator[Callable[[str], Visit]]:
    """Give one window for each account, through which all tests look in their turn."""
    windows: list[Any] = []

    @cache
    def make(account: str) -> Visit:
        window = chromium.new_context(base_url=site.url)
        windows.append(window)
        window.set_default_timeout(PATIENCE_SECONDS * 1000)
        window.add_cookies(reader(account).cookies())
        return watched(window.new_page(), site.url)

    yield make
    for window in windows:
        window.close()


@pytest.fixture(scope="session")
def places(
    site: Site, reader: Callable[[str], Reader], window_of: Callable[[str], Visit]
) -> dict[str, str]:
    """Name what the addresses of the list of pages stand for."""
    return find(site.ask, reader, window_of("clerk").page)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the folder of the pictures, outside the repository."""
    named = os.environ.get("DONGGUAN_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def paths(site: Site) -> dict[str, str]:
    """Name one page of each kind, of a dataset with a public file."""
    opened = "open_class:unconditional groups:*"
    found = site.ask("package_search", q="res_format:*", fq=opened, sort="name asc", rows=20)
    dataset = next(one for one in found["results"] if one["resources"] and one["groups"])
    title = dataset["title"]
    return {
        "home": "/",
        "search": f"/dataset/?q={quote(title[:2])}",
        "nothing found": f"/dataset/?q={quote('没有这样的数据集吧')}",
        "dataset": f"/dataset/{dataset['name']}",
        "file": f"/dataset/{dataset['name']}/resource/{dataset['resources'][0]['id']}",
        "departments": "/organization/",
        "department": f"/organization/{dataset['organization']['name']}",
        "themes": "/group/",
        "theme": f"/group/{dataset['groups'][0]['name']}",
        "about": "/about",
        "login": "/user/login",
        "reset": "/user/reset",
    }


@pytest.fixture
def sign_in(open_browser: Callable[..., Visit], site: Site) -> Callable[..., Visit]:
    """Open a window in which a person is signed in."""

    def make(name: str, **options: Any) -> Visit:
        password = site.password(name)
        visit = open_browser(**options)
        visit.page.goto("/user/login")
        visit.page.fill("#field-login", name)
        visit.page.fill("#field-password", password)
        visit.page.click(".login-box button[type=submit]")
        visit.page.wait_for_url("**/dashboard/**")
        return visit

    return make
