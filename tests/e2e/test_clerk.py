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


def go_on_to_the_file(visit: Any, title: str) -> None:
    visit.page.goto("/dataset/new")
    visit.wait_until_alive()
    fill_in(visit.page, title)
    visit.page.click(".form-actions .btn-primary")
    visit.page.wait_for_url("**/resource/new")
    visit.wait_until_alive()


def test_a_clerk_enters_a_dataset_and_its_file(
    sign_in: Callable[..., Any], tmp_path: Path, pictures: Path
) -> None:
    title = "浏览器测试公交站点"
    upload = tmp_path / "东莞公交站点.csv"
    upload.write_bytes(CONTENT)
    visit = sign_in("clerk")
    page = visit.page

    go_on_to_the_file(visit, title)
    with page.expect_file_chooser() as chooser:
        page.click("#resource-upload-button")
    chooser.value.set_files(upload)
    assert page.locator("#resource-url-upload").is_checked()
    page.screenshot(path=pictures / "upload-zh-1280.png", full_page=True)
    visit.turn_by("button[name=save][value=go-metadata]")

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
    go_on_to_the_file(visit, "浏览器测试两种来源")

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
    visit.wait_until_alive()
    before = visit.page.locator(".scheming-subfield-group").count()

    visit.page.click("[data-row-add]")
    assert visit.page.locator(".scheming-subfield-group").count() == before + 1
    visit.page.locator("[data-row-remove]").last.click()
    visit.page.wait_for_selector(".fields-removed-notice:visible")

    assert visit.complaints == []


def test_a_row_is_moved_by_the_keyboard_and_saved_there(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    page = visit.page
    page.goto("/dataset/new")
    visit.wait_until_alive()
    fill_in(page, "浏览器测试信息项的顺序")
    for name in ("甲", "乙", "丙"):
        page.focus("[data-row-add]")
        page.keyboard.press("Enter")
        page.keyboard.type(name)

    page.focus("#row-items-2 [data-row-move='-1']")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.rowMove") == "-1"
    page.focus("#row-items-1 [data-row-remove]")
    page.keyboard.press("Enter")
    page.focus(".form-actions .btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resource/new")

    page.goto(page.url.removesuffix("/resource/new"))
    assert page.locator(".data-items tbody tr > :first-child").all_inner_texts() == [
        "丙", "乙",
    ]  # fmt: skip
    assert visit.complaints == []


def test_a_dataset_with_rows_and_a_file_is_entered_without_a_script(
    sign_in: Callable[..., Any],
) -> None:
    visit = sign_in("clerk", java_script_enabled=False)
    page = visit.page
    page.goto("/dataset/new")
    fill_in(page, "浏览器测试没有脚本")
    for number, name in enumerate(("甲", "乙")):
        page.click(f"#row-items-{number} > summary")
        page.fill(f"[name=items-{number}-name]", name)
    visit.turn_by(".form-actions .btn-primary")
    file = page.locator("#field-resource-upload")
    assert file.is_visible()
    file.set_input_files([{"name": "甲乙.csv", "mimeType": "text/csv", "buffer": CONTENT}])
    visit.turn_by("button[name=save][value=go-metadata]")

    assert page.inner_text(".dataset-page h1") == "浏览器测试没有脚本"
    assert page.locator(".resource-item").count() == 1
    assert page.get_by_text("共 2 项").is_visible()


def test_a_refused_file_leaves_nothing_behind(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    page = visit.page
    go_on_to_the_file(visit, "浏览器测试不收的文件")

    with page.expect_file_chooser() as chooser:
        page.click("#resource-upload-button")
    chooser.value.set_files([{"name": "程序.exe", "mimeType": "", "buffer": CONTENT}])
    visit.turn_by("button[name=save][value=go-metadata]")
    page.click(".error-explanation a")
    visit.wait_until_alive()
    assert page.input_value("#field-name") == ""
    file = page.locator("#field-resource-upload")
    file.set_input_files([{"name": "清单.csv", "mimeType": "", "buffer": CONTENT}])
    page.click("button[name=save][value=go-metadata]")

    page.wait_for_selector(".dataset-page h1")
    assert page.inner_text(".resource-item a >> nth=0") == "清单.csv"


def test_a_token_is_made_and_revoked(sign_in: Callable[..., Any]) -> None:
    visit = sign_in("clerk")
    page = visit.page
    page.goto("/user/clerk/api-tokens")
    visit.wait_until_alive()

    page.fill("input[name=name]", "浏览器测试")
    page.click("button[value=create]")
    page.wait_for_selector("code.secret")
    visit.wait_until_alive()
    page.check("#api-tokens-table tbody tr:first-child input[name=token]")
    assert page.locator("#revoke-tokens-button").is_enabled()
    page.click("#revoke-tokens-button")
    page.click(".modal .btn-primary")
    page.wait_for_selector("code.secret", state="detached")

    assert (visit.outside, visit.refused, visit.complaints) == ([], [], [])
