"""An operator brings a source in: register, look, approve, run, read errors, cancel, resume."""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..harvest.portal_server import Portal, package, served
from ..harvest.test_decisions import UNDECIDED
from . import judges

pytestmark = pytest.mark.e2e

WIDTHS = (1280, 375)
# Several pages, so that a run is on its way when it is cancelled.
MANY, PAGE_SIZE = 120, 20
BAD = ("yuanjilu-liulan-3", "yuanjilu-liulan-5")
# Its own on a portal that is asked twice.
NUMBER = secrets.randbelow(100_000)
NAME, WAITING = f"liulanqi-{NUMBER}", f"等待决定的停车场{NUMBER}号"


@pytest.fixture
def upstream() -> Iterator[Portal]:
    with served() as portal:
        # Other journeys on this portal look for 公交 and do not want to meet these.
        plain = {"tags": [{"name": "浏览器测试"}]}
        portal.records = [
            package(f"liulan-{n}", title=f"浏览器测试第{n}号", **plain) for n in range(MANY)
        ]
        portal.records[3]["tags"] = "不是列表"
        wrong = {"title": "浏览器测试第5号", "extras": {"open_class": "public"}}
        portal.records[5] = package("liulan-5", **wrong, **plain)
        portal.records[7] = package("liulan-7", title=WAITING, extras=UNDECIDED, **plain)
        yield portal


@pytest.fixture
def look(pictures: Path) -> Callable[[Any, str], None]:
    """Look at a page in both widths: alive, alone, whole, accessible."""

    def at(visit: Any, name: str) -> None:
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 900})
            visit.wait_until_alive()
            visit.page.screenshot(path=pictures / f"{name}-zh-{width}.png", full_page=True)
            assert visit.overflow() <= 0
            assert judges.violations(visit.page) == []
        visit.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        assert (visit.outside, visit.refused, visit.complaints) == ([], [], [])

    return at


def until(page: Any, words: str, seconds: int = 300) -> None:
    """Read a page again until it says something."""
    for _ in range(seconds):
        if words in page.inner_text("main, .main"):
            return
        time.sleep(1)
        page.reload()
    pytest.fail(f"“{words}” does not appear: {page.inner_text('main, .main')[:600]}")


def register(page: Any, site: Any, address: str) -> None:
    """Fill in the form of a source."""
    page.fill("#field-name", NAME)
    page.fill("#field-title", "浏览器测试来源")
    page.fill("#field-address", address)
    page.select_option("#field-owner_org", site.ask("organization_list")[0])
    page.fill("#field-calls_per_second", "50")
    page.fill("#field-page_size", str(PAGE_SIZE))
    page.check("#field-private")
    page.click(".form-actions button[type=submit] >> nth=0")
    page.wait_for_url(f"**/harvest/{NAME}")


def test_a_source_is_brought_in_from_registration_to_resuming(
    sign_in: Callable[..., Any], site: Any, upstream: Portal, look: Callable[[Any, str], None]
) -> None:
    visit = sign_in("admin")
    page = visit.page

    page.goto("/ckan-admin/harvest/new")
    look(visit, "harvest-0-kinds")
    page.click("main a[href*='kind=ckan']")
    look(visit, "harvest-1-new")
    register(page, site, upstream.url)
    look(visit, "harvest-2-registered")

    page.click("text=预览前 20 条")
    assert "浏览器测试第0号" in page.inner_text("table")
    look(visit, "harvest-3-preview")
    page.click("button:has-text('批准')")

    page.click("button:has-text('立即运行')")
    until(page, "成功")
    look(visit, "harvest-4-after-the-run")
    page.click("table >> text=查看 >> nth=0")
    page.wait_for_url("**/harvest/runs/*")
    assert page.locator("table >> nth=0 >> tbody tr").count() == len(BAD)
    look(visit, "harvest-5-errors")
    with page.expect_download() as started:
        page.click("a:has-text('CSV')")
    told = started.value.path().read_text(encoding="utf-8-sig")
    assert all(remote_id in told for remote_id in BAD)

    may_go_on = threading.Event()
    upstream.answer = held(upstream, may_go_on)
    page.goto(f"/ckan-admin/harvest/{NAME}")
    page.click("button:has-text('立即运行')")
    until(page, "运行中")
    look(visit, "harvest-6-running")
    page.click("button:has-text('取消运行')")
    may_go_on.set()
    until(page, "已取消")
    look(visit, "harvest-7-cancelled")
    upstream.answer = None
    page.click("button:has-text('继续运行')")
    until(page, "立即运行")
    look(visit, "harvest-8-resumed")

    decide(visit, look)
    read_the_origin(visit, look)


def decide(visit: Any, look: Callable[[Any, str], None]) -> None:
    """Give the opening record of the one record that waits."""
    page = visit.page
    page.goto("/dongguan/harvest-decisions")
    look(visit, "harvest-9-decisions")
    page.click(f"a[aria-label*='{WAITING}']")
    look(visit, "harvest-10-decide")
    for field in page.locator("form.oversight-form input[type=text]").all():
        field.fill("局办公会议")
    for field in page.locator("form.oversight-form input[type=date]").all():
        field.fill("2026-01-05")
    page.click("text=开放该数据集")
    page.wait_for_selector(".alert-success")


def read_the_origin(visit: Any, look: Callable[[Any, str], None]) -> None:
    """Find the dataset as anyone would, and where it comes from."""
    page = visit.page
    page.goto(f"/dataset/?q={WAITING}")
    page.click(f"a:has-text('{WAITING}') >> nth=0")
    page.click("text=来源明细")
    assert "浏览器测试来源" in page.inner_text(".key-facts")
    look(visit, "harvest-11-origin")


def held(upstream: Portal, may_go_on: threading.Event) -> Callable[[Any], None]:
    """Answer the first page at once, the others when they may; every record has changed."""
    pages = itertools.count()

    def answer(handler: Any) -> None:
        if next(pages):
            may_go_on.wait(300)
        upstream.answer = None
        for record in upstream.records:
            record["notes"] = "逐站列出名称、位置和停靠线路。"
        handler.do_GET()
        upstream.answer = answer

    return answer
