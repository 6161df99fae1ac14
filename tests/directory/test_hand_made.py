"""A form that no page of the portal sends is answered with its place and cause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan.tests import factories

from ckanext.dongguan.directory.hand_made import Fault, faults

ODD = [
    ({}, "save", Fault.MISSING),
    ({"save": [""], "title": ["a", "b"]}, "title", Fault.TWICE),
    ({"save": [""], "items": ["x"]}, "items", Fault.NO_ROWS),
    ({"save": [""], "resources": [""]}, "resources", Fault.NO_ROWS),
    ({"save": [""], "title__0__x": ["a"]}, "title__0__x", Fault.NO_ROWS),
    ({"save": [""], "tags__0__name": ["a", "b"]}, "tags__0__name", Fault.TWICE),
]


@pytest.mark.parametrize(("form", "name", "fault"), ODD)
def test_a_part_that_cannot_be_read_is_named(
    form: dict[str, list[str]], name: str, fault: Fault
) -> None:
    assert list(faults(form, {"items"}, {"town"})) == [(name, fault)]


def test_what_the_pages_send_is_read() -> None:
    form = {"save": [""], "title": ["a"], "town": ["1", "2"], "items-0-name": ["a"]}

    assert list(faults(form, {"items"}, {"town"})) == []


@pytest.mark.parametrize("page", ["/dataset/new", "/dataset/edit/{name}", "{file}/new"])
def test_the_pages_say_so_in_the_language_of_the_reader(
    app: Any, dataset: Callable[..., dict[str, Any]], page: str
) -> None:
    name = dataset()["name"]
    address = page.format(name=name, file=f"/dataset/{name}/resource")
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    told = {
        language: app.post(language + address, headers=headers, data={"title": "标题"})
        for language in ("", "/en")
    }

    assert {answer.status_code for answer in told.values()} == {400}
    assert "表单缺少“save”" in told[""].text
    assert "The form lacks" in told["/en"].text


@pytest.mark.parametrize("page", ["/dataset/edit/{name}", "/dataset/{name}/resource/new"])
def test_who_may_not_write_learns_nothing_from_it(
    app: Any, dataset: Callable[..., dict[str, Any]], page: str
) -> None:
    there, nowhere = (page.format(name=name) for name in (dataset()["name"], "nowhere"))

    answers = [app.post(address, data={"title": "标题"}) for address in (there, nowhere)]

    assert all(answer.status_code in {403, 404} for answer in answers)
    assert all("表单缺少" not in answer.text for answer in answers)
