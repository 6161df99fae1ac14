"""The form of a dataset with many rows folds them, and saves them all as they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from ckan.tests import factories, helpers

COUNT = 300
Headers = dict[str, str]


@pytest.fixture
def headers(department: dict[str, Any]) -> Headers:
    """Give the token of a clerk of the department."""
    clerk = factories.UserWithToken()
    member = {"id": department["id"], "username": clerk["name"], "role": "editor"}
    helpers.call_action("organization_member_create", **member)
    return {"Authorization": clerk["token"]}


@pytest.fixture
def wide(dataset: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """Make a dataset whose table has as many columns as the widest known."""
    items = [
        {"name": f"指标{n}", "name_en": f"figure_{n}", "type": "C", "length": "50"}
        for n in range(COUNT)
    ]
    return dataset(items=items)


def form_of(page: str) -> Tag:
    form = BeautifulSoup(page, "html.parser").select_one("form:has(.form-sections)")
    assert form
    return form


def sent(form: Tag) -> dict[str, Any]:
    """Read a form as a browser without a script sends it when its button is pressed."""
    values: dict[str, Any] = {"save": [""]}
    for control in form.select("input[name], textarea[name], select[name]"):
        chosen: list[Any]
        if control.name == "select":
            chosen = [option["value"] for option in control.select("option[selected]")]
        elif control.get("type") in ("checkbox", "radio"):
            chosen = [control.get("value", "on")] if control.has_attr("checked") else []
        else:
            chosen = [control.get("value", control.text)]
        values.setdefault(str(control["name"]), []).extend(chosen)
    return values


def test_many_rows_are_folded_and_saved_unchanged_lose_nothing(
    app: Any, headers: Headers, wide: dict[str, Any]
) -> None:
    path = f"/dataset/edit/{wide['name']}"
    form = form_of(app.get(path, headers=headers).text)
    rows = form.select("#field-items .scheming-repeating-subfields-group > details")

    answer = app.post(path, data=sent(form), headers=headers, follow_redirects=False)

    assert len(rows) == COUNT
    assert [row for row in rows if row.has_attr("open")] == []
    assert rows[-1].select_one("summary").get_text(" ", strip=True) == "300 指标299"
    assert answer.status_code == 302
    assert helpers.call_action("package_show", id=wide["id"])["items"] == wide["items"]


def test_a_row_with_a_fault_stands_open_and_the_rest_stay_folded(
    app: Any, headers: Headers, wide: dict[str, Any]
) -> None:
    path = f"/dataset/edit/{wide['name']}"
    form = form_of(app.get(path, headers=headers).text)
    values = sent(form) | {"items-249-length": "七十"}

    page = app.post(path, data=values, headers=headers, follow_redirects=False).text

    opened = form_of(page).select("#field-items fieldset > div > details[open]")
    assert [row["id"] for row in opened] == ["row-items-249"]
