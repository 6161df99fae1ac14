"""A page on a slow or broken line: scripts that come late, texts that never come."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

FORM = "**/webassets/dongguan_directory/*.js"


def test_a_form_is_alive_whose_last_script_comes_late(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    visit.page.route(FORM, lambda route: (time.sleep(1), route.continue_()))

    visit.page.goto("/dataset/new")
    visit.wait_until_alive()
    before = visit.page.locator(".scheming-subfield-group").count()
    visit.page.click("[data-row-add]")

    assert visit.page.locator(".scheming-subfield-group").count() == before + 1
    assert visit.complaints == []


def test_a_form_is_alive_without_the_texts_of_its_scripts(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    visit.page.route("**/api/i18n/*", lambda route: route.abort())

    visit.page.goto("/dataset/new")
    visit.wait_until_alive()

    assert visit.dead_modules() == []
