"""The page of a dataset's openness: what a keeper sees and presses, without any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ckan import model
from ckan.tests import factories, helpers

from .conftest import carry_out

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def keeper(holder: Make) -> dict[str, str]:
    """Give the headers of a data administrator."""
    return {"Authorization": holder("data_administrator")["token"]}


def page(made: dict[str, Any]) -> str:
    return f"/dongguan/openness/{made['id']}"


def press(app: Any, made: dict[str, Any], verb: str, headers: Any, **form: str) -> Any:
    client = app.test_client()
    return client.post(
        f"{page(made)}/{verb}", data=form, headers=headers, follow_redirects=False
    )


def life_of(made: dict[str, Any]) -> dict[str, Any]:
    return dict(helpers.call_action("dongguan_life_cycle_show", id=made["id"]))


def test_the_button_freezes_with_its_reason_and_shows_how_far_it_has_come(
    full: Make, app: Any, keeper: dict[str, str]
) -> None:
    made = full()

    pressed = press(app, made, "freeze", keeper, inner_reason="发现个人信息")

    assert pressed.status_code == 302
    assert life_of(made)["state"] == "frozen"
    waiting = app.get(page(made), headers=keeper).text
    assert "发现个人信息" in waiting
    assert '<meta http-equiv="refresh"' in waiting
    carry_out(made)
    done = app.get(page(made), headers=keeper).text
    assert "已在所有入口生效" in done
    assert "http-equiv" not in done


def test_without_a_reason_nothing_happens_and_the_field_says_so(
    full: Make, app: Any, keeper: dict[str, str]
) -> None:
    made = full()

    refused = press(app, made, "freeze", keeper, inner_reason=" ", public_reason="核查中")

    assert refused.status_code == 400
    assert "请说明原因" in refused.text
    assert "核查中" in refused.text
    assert life_of(made)["state"] == "published"


def test_the_page_has_one_heading_and_a_token_in_each_form(
    full: Make, app: Any, keeper: dict[str, str]
) -> None:
    text = app.get(page(full()), headers=keeper).text

    assert text.count("<h1") == 1
    forms = re.findall(r"<form[^>]*openness.*?</form>", text, re.DOTALL)
    assert len(forms) == 4
    assert all("csrf" in form for form in forms)


@pytest.mark.parametrize("role", [None, "auditor"])
def test_strangers_find_no_page(full: Make, app: Any, holder: Make, role: str | None) -> None:
    made = full()
    person = holder(role) if role else factories.UserWithToken()

    for headers in ({}, {"Authorization": person["token"]}):
        assert app.get(page(made), headers=headers).status_code == 403
        answer = press(app, made, "freeze", headers, inner_reason="测试")
        assert answer.status_code in {400, 403}
    assert life_of(made)["state"] == "published"


def test_a_clerk_stops_and_finds_no_button_to_let_go(full: Make, app: Any) -> None:
    made = full()
    person = factories.UserWithToken()
    helpers.call_action(
        "organization_member_create",
        id=made["owner_org"], username=person["name"], role="editor",
    )  # fmt: skip
    clerk = {"Authorization": person["token"]}
    press(app, made, "freeze", clerk, inner_reason="发现个人信息")

    text = app.get(page(made), headers=clerk).text
    answer = press(app, made, "publish", clerk, inner_reason="查清")

    assert "恢复" not in re.sub(r"<p.*?</p>", "", text)
    assert answer.status_code == 403
    assert life_of(made)["state"] == "frozen"


def test_an_embargo_is_given_in_the_time_of_dongguan(
    full: Make, app: Any, keeper: dict[str, str]
) -> None:
    made = full()
    tomorrow = datetime.now(UTC) + timedelta(days=1)

    press(
        app,
        made,
        "embargo",
        keeper,
        until=f"{tomorrow:%Y-%m-%dT%H:%M}",
        inner_reason="随新闻发布",
    )

    life = life_of(made)
    assert life["state"] == "embargoed"
    until = datetime.fromisoformat(life["until"])
    assert until.astimezone(UTC).hour == (tomorrow.hour - 8) % 24


def test_the_class_is_changed_with_its_basis_and_what_it_asks_for(
    full: Make, app: Any, keeper: dict[str, str]
) -> None:
    made = full()

    refused = press(app, made, "class", keeper, open_class="conditional", basis="依法")
    model.Session.rollback()
    changed = press(app, made, "class", keeper, open_class="withheld", basis="涉及商业秘密")

    assert refused.status_code == 400
    assert "开放条件" in refused.text
    assert changed.status_code == 302
    stored = helpers.call_action("package_show", id=made["id"])
    assert (stored["open_class"], stored["withheld_basis"]) == ("withheld", "涉及商业秘密")


def test_the_check_is_one_button_and_says_what_it_visited(
    full: Make, app: Any, keeper: dict[str, str]
) -> None:
    made = full()

    answer = press(app, made, "check", keeper)

    assert answer.status_code == 302
