"""The list of the portal's pages (`pages.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

_LIST = yaml.safe_load(Path(__file__).with_name("pages.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Page:
    """A kind of page: its route, its address, who looks (nobody: a passer-by), the status."""

    name: str
    route: str
    path: str
    account: str
    status: int


def _page(name: str, text: str) -> Page:
    route, path, *rest = text.split()
    account = next((word for word in rest if not word.isdigit()), "")
    status = next((int(word) for word in rest if word.isdigit()), 200)
    return Page(name=name, route=route, path=path, account=account, status=status)


LISTED = tuple(_page(name, text) for name, text in _LIST["pages"].items())
NOT_PAGES = frozenset(_LIST["not_pages"].split())
LATIN = frozenset(_LIST["latin"].split())
