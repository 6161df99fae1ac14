"""Workbooks as departments hand them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.sheets import blank, choosing
from ckanext.dongguan.sheets.column import Template
from ckanext.dongguan.sheets.kind import template_of
from ckanext.dongguan.sheets.layout import Layout

Rows = Sequence[Mapping[str, Any]]


@pytest.fixture
def template(portal: None) -> Template:
    return template_of("dataset")


@pytest.fixture
def workbook(template: Template, tmp_path: Path) -> Callable[..., Path]:
    """Fill the empty template: `main` and `items` rows state cells by header."""

    def fill(main: Rows, items: Rows = (), name: str = "登记表.xlsx") -> Path:
        file = BytesIO()
        blank.write(file, template, (), date(2026, 11, 25))
        book = openpyxl.load_workbook(file)
        for title, rows in ((template.main.title, main), ("信息项", items)):
            sheet = book[title]
            headers = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
            for row in rows:
                sheet.append([row.get(header) for header in headers])
        path = tmp_path / name
        book.save(path)
        return path

    return fill


@pytest.fixture
def row(department: dict[str, Any], new_name: Callable[[str], str]) -> Callable[..., Any]:
    """Make rows of the main sheet that can be taken in."""

    def make(number: int, **cells: Any) -> dict[str, Any]:
        return {
            "序号": number,
            "名称": f"东莞市公交站点信息{new_name('')}",
            "摘要": "全市公交站点",
            "提供单位": department["title"],
            "主题": "道路交通",
            "镇街（园区）": "东城街道、南城街道",
            "关键字": "公交,站点",
            **cells,
        }

    return make


@pytest.fixture
def clerk(department: dict[str, Any]) -> dict[str, Any]:
    """Give a clerk of the department and a token of theirs."""
    user = factories.User()
    helpers.call_action(
        "organization_member_create",
        id=department["id"], username=user["name"], role="editor",
    )  # fmt: skip
    token = helpers.call_action(
        "api_token_create", {"user": user["name"]}, user=user["name"], name="t", expires_in=1,
        unit=3600,
    )  # fmt: skip
    return {**user, "token": token["token"]}


@pytest.fixture(scope="session")
def foshan(_application: Any) -> Layout:
    """Give the layout of a real catalogue."""
    return choosing.known("foshan_2018")


@pytest.fixture
def chinese(app: Any) -> Iterator[None]:
    """Stand in a request of a Chinese page, where sentences are translated."""
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "zh_Hans_CN"}):
        yield


def shown_by_title(title: str) -> dict[str, Any]:
    """Show the only dataset of a title, as it is stored."""
    (package,) = model.Session.query(model.Package).filter_by(title=title)
    return dict(helpers.call_action("package_show", {"use_cache": False}, id=package.id))
