"""The page of emergency access, as the two persons use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckan.tests import factories

from .conftest import REASON, held

PAGE = "/dongguan/emergency"


def test_one_asks_and_the_other_opens_and_ends(
    signed_in: Callable[..., Any],
    asker: dict[str, Any],
    security: dict[str, Any],
    withheld: dict[str, Any],
) -> None:
    first, second = signed_in(asker), signed_in(security)

    told = first.post(PAGE, data={"dataset": withheld["name"], "reason": REASON})
    assert "等待安全管理员决定" in told.text
    assert "/approve" not in first.get(PAGE).text

    page = second.get(PAGE).text
    number = page.partition(f"{PAGE}/")[2].partition("/approve")[0]
    assert REASON in page
    assert "访问已开放" in second.post(f"{PAGE}/{number}/approve").text
    assert held(asker, withheld)["reason"] == REASON

    assert "访问已结束" in second.post(f"{PAGE}/{number}/end").text
    assert held(asker, withheld) is None
    assert "无法办理" in second.post(f"{PAGE}/{number}/approve").text
    assert "已经结束" in second.post(f"{PAGE}/{number}/end").text


def test_a_refused_form_keeps_what_was_typed(
    signed_in: Callable[..., Any], asker: dict[str, Any], withheld: dict[str, Any]
) -> None:
    answer = signed_in(asker).post(PAGE, data={"dataset": withheld["name"], "reason": "急"})

    assert answer.status_code == 400
    assert "至少十个字" in answer.text
    assert withheld["name"] in answer.text


def test_others_do_not_see_the_page(
    app: Any,
    signed_in: Callable[..., Any],
    security: dict[str, Any],
    asker: dict[str, Any],
    withheld: dict[str, Any],
) -> None:
    assert app.test_client().get(PAGE).status_code == 403
    assert signed_in(factories.User()).get(PAGE).status_code == 403
    assert signed_in(asker).post(f"{PAGE}/1/approve").status_code == 403
    wish = {"dataset": withheld["name"], "reason": REASON}
    assert signed_in(security).post(PAGE, data=wish).status_code == 403


def test_the_page_speaks_english(
    signed_in: Callable[..., Any], security: dict[str, Any]
) -> None:
    assert "Emergency access" in signed_in(security).get(f"/en{PAGE}").text
