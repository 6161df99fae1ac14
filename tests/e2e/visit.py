"""A page in a browser, and all that it does there."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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

    def wait_until_alive(self) -> None:
        """Wait until the page has loaded and every module that it names was started."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function(f"() => window.ckan && !({MODULES})().length")

    def turn_by(self, link: str) -> None:
        """Click what leads to another page, and wait until that one is there as a whole."""
        with self.page.expect_navigation():
            self.page.click(link)

    def picture(self, name: str) -> None:
        """Take a picture of the whole page, where pictures are wanted."""
        if folder := os.environ.get("DONGGUAN_SCREENSHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    def forget(self) -> None:
        """Begin anew with noting."""
        for notes in (self.outside, self.refused, self.complaints):
            notes.clear()

    def overflow(self) -> int:
        """Tell by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


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
