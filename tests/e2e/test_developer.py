"""The examples of the page for developers run as they stand."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

COPIED = "async text => await navigator.clipboard.readText() === text"


def examples(page: Any, kind: str) -> list[str]:
    page.goto("/developer")
    return list(page.locator(f"[data-runs={kind}]").all_text_contents())


def test_the_curl_examples_answer(open_browser: Callable[..., Any], tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl")
    found = examples(open_browser().page, "curl")

    for text in found:
        done = subprocess.run(
            ["/bin/sh", "-ec", text], cwd=tmp_path, capture_output=True, check=True
        )
        if " -o " not in text:
            assert json.loads(done.stdout)["success"] is True

    assert len(found) == 4
    assert [file.stat().st_size > 0 for file in tmp_path.iterdir()] == [True]


def test_the_python_examples_run(open_browser: Callable[..., Any], tmp_path: Path) -> None:
    found = examples(open_browser().page, "python")

    for text in found:
        subprocess.run([sys.executable, "-c", text], cwd=tmp_path, check=True)

    assert len(found) == 4


def test_the_javascript_examples_run(open_browser: Callable[..., Any]) -> None:
    visit = open_browser()
    found = examples(visit.page, "javascript")

    for text in found:
        visit.page.evaluate(f"async () => {{ {text} }}")

    assert len(found) == 4
    assert visit.refused == []


def test_an_example_is_copied(open_browser: Callable[..., Any]) -> None:
    visit = open_browser(permissions=["clipboard-read", "clipboard-write"])
    text = examples(visit.page, "curl")[0]
    visit.wait_until_alive()

    visit.page.locator(".example button").first.click()

    visit.page.wait_for_function(COPIED, arg=text)
