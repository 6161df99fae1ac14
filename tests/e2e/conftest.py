"""A running portal and a browser that notes everything a page does.

The portal is the one named by DONGGUAN_E2E_URL (its accounts: DONGGUAN_E2E_ACCOUNTS, a
JSON file of names and passwords), else a small demo portal that is started for the tests.
Pictures go to DONGGUAN_SCREENSHOTS, else into a temporary folder.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests

ARGUMENTS = [
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-default-apps", "--disable-extensions",
]  # fmt: skip
MODULES = """() => {
  const named = [...document.querySelectorAll('[data-module]')]
    .flatMap(node => node.dataset.module.trim().split(/\\s+/));
  const alive = Object.entries(ckan.module.instances)
    .flatMap(([name, instances]) => instances.map(() => name));
  return named.filter(name => {
    const at = alive.indexOf(name);
    return at < 0 || !alive.splice(at, 1);
  });
}"""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A running portal: its address, the passwords of its accounts, some of its content."""

    url: str
    passwords: dict[str, str]

    def ask(self, action: str, **values: Any) -> Any:
        """Ask the portal's API as a passer-by."""
        answer = requests.get(f"{self.url}/api/3/action/{action}", params=values, timeout=30)
        answer.raise_for_status()
        return answer.json()["result"]


@dataclass(kw_only=True)
class Visit:
    """One page in a browser, and what it asked for, complained about and broke."""

    page: Any
    outside: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def dead_modules(self) -> list[str]:
        """List the modules that the page names and no script has started."""
        return list(self.page.evaluate(MODULES))

    def overflow(self) -> int:
        """Tell by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


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
        window.set_default_timeout(15_000)
        windows.append(window)
        return watched(window.new_page(), site.url)

    yield make
    for window in windows:
        window.close()


def watched(page: Any, home: str) -> Visit:
    """Note what a page asks for elsewhere, what it is refused and what it complains about."""
    visit = Visit(page=page)

    def asked(request: Any) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            visit.outside.append(request.url)

    def answered(response: Any) -> None:
        if response.status >= 400:
            visit.refused.append(f"{response.status} {response.url}")

    def said(message: Any) -> None:
        if message.type in {"error", "warning"}:
            visit.complaints.append(message.text)

    page.on("request", asked)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    return visit


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
    found = site.ask("package_search", q="res_format:*", fq="open_class:unconditional", rows=20)
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
        if name not in site.passwords:
            pytest.skip(f"the password of {name} is not known: DONGGUAN_E2E_ACCOUNTS")
        visit = open_browser(**options)
        visit.page.goto("/user/login")
        visit.page.fill("#field-login", name)
        visit.page.fill("#field-password", site.passwords[name])
        visit.page.click(".login-box button[type=submit]")
        visit.page.wait_for_url("**/dashboard/**")
        return visit

    return make
