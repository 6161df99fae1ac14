"""A clerk enters a dataset with a file, in a browser that allows no inline script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

CONTENT = "站点编号,站点名称\n1,虎门\n2,厚街\n".encode()


def fill_in(page: Any, title: str) -> None:
    page.fill("#field-title", title)
    page.fill("#field-notes", "浏览器测试写入的数据集。")


def test_a_clerk_enters_a_dataset_and_its_file(
    sign_in: Callable[..., Any], tmp_path: Path, pictures: Path
) -> None:
    title = "浏览器测试公交站点"
    upload = tmp_path / "东莞公交站点.csv"
    upload.write_bytes(CONTENT)
    visit = sign_in("clerk")
    page = visit.page

    page.goto("/dataset/new")
    page.wait_for_load_state("networkidle")
    assert visit.dead_modules() == []
    fill_in(page, title)
    page.click(".form-actions .btn-primary")
    page.wait_for_url("**/resource/new")
    page.wait_for_load_state("networkidle")
    assert visit.dead_modules() == []
    with page.expect_file_chooser() as chooser:
        page.click("#resource-upload-button")
    chooser.value.set_files(upload)
    assert page.locator("#resource-url-upload").is_checked()
    page.screenshot(path=pictures / "upload-zh-1280.png", full_page=True)
    page.click("button[name=save][value=go-metadata]")
    page.wait_for_selector(".dataset-page h1")

    page.screenshot(path=pictures / "entered-zh-1280.png", full_page=True)
    assert page.inner_text(".dataset-page h1") == title
    assert page.locator(".resource-item").count() == 1
    with page.expect_download() as started:
        page.click(".resource-item .btn-primary")
    assert started.value.path().read_bytes() == CONTENT
    assert started.value.suggested_filename == upload.name
    assert (visit.outside, visit.refused, visit.complaints) == ([], [], [])


def test_the_upload_field_changes_its_mind(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    page = visit.page
    page.goto("/dataset/new")
    fill_in(page, "浏览器测试两种来源")
    page.click(".form-actions .btn-primary")
    page.wait_for_url("**/resource/new")

    page.click("#resource-link-button")
    page.fill("#field-resource-url", "https://example.com/x.csv")
    page.locator(".btn-remove-url:visible").click()

    assert page.locator("#resource-url-none").is_checked()
    assert page.input_value("#field-resource-url") == ""
    assert page.locator("#resource-upload-button").is_visible()
    assert visit.complaints == []


def test_information_items_are_added_and_removed(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    visit.page.goto("/dataset/new")
    visit.page.wait_for_load_state("networkidle")
    before = visit.page.locator(".scheming-subfield-group").count()

    visit.page.click("[data-row-add]")
    assert visit.page.locator(".scheming-subfield-group").count() == before + 1
    visit.page.locator("[data-row-remove]").last.click()
    visit.page.wait_for_selector(".fields-removed-notice:visible")

    assert visit.complaints == []


def test_a_token_is_made_and_revoked(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    page = visit.page
    page.goto("/user/clerk/api-tokens")
    page.wait_for_load_state("networkidle")

    page.fill("input[name=name]", "浏览器测试")
    page.click("button[value=create]")
    page.wait_for_selector("code.secret")
    page.check("#api-tokens-table tbody tr:first-child input[name=token]")
    assert page.locator("#revoke-tokens-button").is_enabled()
    page.click("#revoke-tokens-button")
    page.click(".modal .btn-primary")
    page.wait_for_selector("code.secret", state="detached")

    assert (visit.outside, visit.refused, visit.complaints) == ([], [], [])
