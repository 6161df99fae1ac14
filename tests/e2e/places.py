"""What the addresses of the list of pages stand for on the portal that is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from .reader import Reader


def find(
    ask: Callable[..., Any], reader: Callable[[str], Reader], clerk: Any
) -> dict[str, str]:
    """Name one of each kind; the clerk's dataset is changed once, so that it has a history.

    :param ask: asks an action of the portal as a passer-by
    :param clerk: a page in the window of the clerk
    """

    def one(fq: str) -> dict[str, Any]:
        asked = f"{fq} groups:*"
        return dict(ask("package_search", fq=asked, rows=1, sort="name asc")["results"][0])

    def link(account: str, page: str, pattern: str) -> str:
        found = re.search(f'href="{pattern}"', reader(account).read(page))
        assert found, f"no link {pattern} on {page}"
        return found[1]

    dataset = one("open_class:unconditional res_format:*")
    owned = one("organization:dg-jtysj open_class:unconditional res_format:*")
    _change(clerk, owned["name"])
    stream = f"/dataset/activity/{owned['name']}"
    # Of the demo's sources the one that has been followed: another waits for approval.
    source = "sharing-platform"
    return {
        "words": quote(dataset["title"][:2]),
        "dataset": dataset["name"],
        "file": dataset["resources"][0]["id"],
        "department": dataset["organization"]["name"],
        "theme": dataset["groups"][0]["name"],
        "conditional": one("open_class:conditional")["name"],
        "owned": owned["name"],
        "owned_file": owned["resources"][0]["id"],
        "changes": link("clerk", stream, r'(/dataset/changes/[^"]+)'),
        "version": link("clerk", stream, r'(/dataset/[^"/]+/history/[^"]+)'),
        "cell": link("", "/completeness", r'(/completeness/[^"]+)'),
        "source": source,
        "run": link(
            "admin", f"/ckan-admin/harvest/{source}", r'(/ckan-admin/harvest/runs/[^"]+)'
        ),
    }


def _change(page: Any, name: str) -> None:
    page.goto(f"/dataset/edit/{name}")
    page.fill("#field-notes", page.input_value("#field-notes") + "（浏览器测试改过）")
    page.click(".form-actions .btn-primary")
    page.wait_for_selector(".dataset-page h1")
