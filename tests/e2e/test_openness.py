"""Openness in a browser: what is restricted, who would see what, and the button that stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

REASON = "正在核对站点坐标，核对完成后恢复开放。"
SIZES = [(1280, ""), (375, ""), (1280, "/en"), (375, "/en")]
# A part of the page is read again until the change is carried out.
IS_CARRIED_OUT = "() => document.querySelector('#changes:not([hx-get])') !== null"
IDS = ["zh-1280", "zh-375", "en-1280", "en-375"]


@pytest.fixture
def dataset(site: Any) -> dict[str, Any]:
    """Give an open dataset."""
    wanted = {"fq": "open_class:unconditional", "sort": "name desc", "rows": 1}
    return dict(site.ask("package_search", **wanted)["results"][0])


def look(visit: Any, pictures: Path, name: str) -> None:
    visit.wait_until_alive()
    visit.page.screenshot(path=pictures / f"{name}.png", full_page=True)
    assert visit.outside == []
    assert visit.overflow() <= 0


@pytest.fixture
def keeper(sign_in: Callable[..., Any]) -> Any:
    """Give the window of the data administrator."""
    return sign_in("steward")


@pytest.fixture
def stopped(keeper: Any, dataset: dict[str, Any], pictures: Path) -> Iterator[dict[str, Any]]:
    """Freeze a dataset with the button, and let it go again."""
    page = keeper.page
    page.goto(f"/dongguan/openness/{dataset['id']}")
    look(keeper, pictures, "openness-of-one-zh-1280")
    freeze = page.locator("form[action$='/freeze']")
    freeze.locator("[name=inner_reason]").fill("发现坐标有误")
    freeze.locator("[name=public_reason]").fill(REASON)
    freeze.locator("button.btn-danger").click()
    page.wait_for_selector("text=发现坐标有误")
    let_go = page.locator("form[action$='/let-go'], form:has(button.btn-primary)").first
    let_go.locator("[name=inner_reason]").fill("核对完成")
    page.wait_for_function(IS_CARRIED_OUT, timeout=300_000)
    look(keeper, pictures, "openness-frozen-zh-1280")
    yield dataset
    # What was typed while the page was read again is still there.
    let_go.locator("button.btn-primary").click()
    page.wait_for_selector("text=核对完成")


@pytest.mark.parametrize(("width", "language"), SIZES, ids=IDS)
def test_what_is_restricted_is_seen_at_a_glance(
    sign_in: Callable[..., Any], pictures: Path, width: int, language: str
) -> None:
    visit = sign_in("steward", width=width)

    visit.page.goto(f"{language}/dongguan/openness")

    look(visit, pictures, f"overview-{language.strip('/') or 'zh'}-{width}")
    # Dataset, who may see it, level, basis, last change, last read, actions.
    cells = visit.page.locator("main table tbody tr").first.locator("td")
    assert [cell.is_visible() for cell in cells.all()] == [True] * 7


@pytest.mark.parametrize(("width", "language"), SIZES, ids=IDS)
def test_what_a_passer_by_would_see_is_shown(
    sign_in: Callable[..., Any], dataset: dict[str, Any], pictures: Path,
    width: int, language: str,
) -> None:  # fmt: skip
    visit = sign_in("security", width=width)

    visit.page.goto(f"{language}/dongguan/openness/{dataset['id']}/view?as=anonymous")

    look(visit, pictures, f"view-as-{language.strip('/') or 'zh'}-{width}")
    assert dataset["title"] in visit.page.inner_text("body")


def test_the_button_shuts_the_page_at_once_and_says_why(
    stopped: dict[str, Any], open_browser: Callable[..., Any], site: Any, pictures: Path
) -> None:
    for (width, language), name in zip(SIZES, IDS, strict=True):
        visit = open_browser(width=width)

        answer = visit.page.goto(f"{language}/dataset/{stopped['name']}")

        assert answer.status == 403
        assert REASON in visit.page.inner_text("#error-content")
        assert stopped["title"] not in visit.page.content()
        look(visit, pictures, f"stopped-{name}")
    found = site.ask("package_search", fq=f'id:"{stopped["id"]}"', rows=0)
    assert found["count"] == 0
