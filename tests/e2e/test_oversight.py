"""Security and audit in a browser: roles, emergency access, log; in both widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

REASON = "排查接口返回错误数据的原因"


def look(visit: Any, pictures: Path, name: str) -> None:
    visit.wait_until_alive()
    visit.page.screenshot(path=pictures / f"{name}.png", full_page=True)
    assert (visit.outside, visit.refused, visit.complaints) == ([], [], [])
    assert visit.overflow() <= 0


def test_a_dataset_is_lent_by_a_second_person_and_the_log_tells_of_it(
    sign_in: Callable[..., Any], site: Any, pictures: Path
) -> None:
    dataset = site.ask("package_search", rows=1)["results"][0]
    asking, deciding, reading = (sign_in(name) for name in ("admin", "security", "auditor"))

    asking.page.goto("/dongguan/emergency")
    asking.page.fill("#field-dataset", dataset["name"])
    asking.page.fill("#field-reason", REASON)
    asking.page.click(".oversight-form button[type=submit]")
    asking.page.wait_for_selector(".alert-success")
    look(asking, pictures, "emergency-asked-zh-1280")

    deciding.page.click("text=安全与审计")
    deciding.page.click(".nav-tabs >> text=应急访问")
    deciding.page.click("button:has-text('批准') >> nth=0")
    deciding.page.wait_for_selector(".alert-success")
    look(deciding, pictures, "emergency-approved-zh-1280")

    reading.page.goto(f"/dongguan/audit?dataset={dataset['id']}&event=emergency_approve")
    look(reading, pictures, "audit-approved-zh-1280")
    assert "批准应急访问" in reading.page.inner_text(".log-table")
    assert REASON in reading.page.inner_text(".log-table")

    deciding.turn_by("button:has-text('立即结束') >> nth=0")
    assert deciding.page.locator(".alert-success").count() == 1


def test_a_role_is_granted_refused_and_revoked(
    sign_in: Callable[..., Any], pictures: Path
) -> None:
    visit = sign_in("security")
    page = visit.page
    page.goto("/dongguan/roles")

    page.fill("#field-user", "developer")
    page.select_option("#field-role", "department_clerk")
    page.click(".oversight-form button[type=submit]")
    page.wait_for_selector(".error-block")
    page.screenshot(path=pictures / "roles-refused-zh-1280.png", full_page=True)
    assert page.input_value("#field-user") == "developer"

    page.select_option("#field-role", "data_administrator")
    page.click(".oversight-form button[type=submit]")
    page.wait_for_selector(".alert-success")
    row = page.locator("tr", has_text="developer")
    row.locator("button").click()
    page.wait_for_selector(".alert-success:has-text('不再担任')")

    assert page.locator("tr", has_text="developer").count() == 0
    assert visit.overflow() <= 0


def test_the_log_is_filtered_turned_and_exported(
    sign_in: Callable[..., Any], pictures: Path
) -> None:
    visit = sign_in("auditor")
    page = visit.page
    for _ in range(3):
        page.goto("/dongguan/audit")

    page.select_option("#field-event", "audit_read")
    page.fill("#field-account", "auditor")
    visit.turn_by(".log-filter button[type=submit]")
    look(visit, pictures, "audit-filtered-zh-1280")
    with page.expect_download() as started:
        page.click(".export")

    text = started.value.path().read_text(encoding="utf-8")
    assert text.startswith("\ufeff编号")
    assert set(page.locator(".log-table tbody td:nth-child(2)").all_inner_texts()) == {
        "auditor"
    }


@pytest.mark.parametrize("path", ["/dongguan/roles", "/dongguan/emergency", "/dongguan/audit"])
def test_others_are_told_that_the_page_is_not_theirs(
    path: str, sign_in: Callable[..., Any]
) -> None:
    visit = sign_in("developer")

    answer = visit.page.goto(path)

    assert answer.status == 403
    assert "您不能查看" in visit.page.inner_text("h1")
