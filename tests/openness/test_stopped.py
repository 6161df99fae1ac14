"""The page of a stopped dataset says why, where somebody decided that it may be said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ckan.tests import factories, helpers

Make = Callable[..., dict[str, Any]]
WHY = "正在核查数据质量，预计下周恢复"


def stop(made: dict[str, Any], state: str, public_reason: str = WHY, **wish: Any) -> None:
    helpers.call_action(
        "dongguan_life_cycle_update",
        id=made["id"], state=state, inner_reason="内部原因", public_reason=public_reason,
        **wish,
    )  # fmt: skip


LINK = [{"name": "站点", "url": "https://example.com/z.csv", "format": "CSV"}]


def test_the_page_of_a_frozen_one_says_why_and_nothing_of_the_entry(
    dataset: Make, app: Any
) -> None:
    made = dataset(title="金丝雀标题停用")
    stop(made, "frozen")

    for reference in (made["id"], made["name"]):
        page = app.get(f"/dataset/{reference}")

        assert page.status_code == 403
        assert WHY in page.text
        assert "金丝雀" not in page.text
        assert "内部原因" not in page.text
    assert app.get(f"/api/3/action/package_show?id={made['id']}").status_code == 404


def test_what_is_withdrawn_is_named_at_its_page_and_at_its_files(
    dataset: Make, app: Any
) -> None:
    made = dataset(title="金丝雀标题下架", title_en="Canary withdrawn", resources=LINK)
    file = f"/dataset/{made['name']}/resource/{made['resources'][0]['id']}"
    stop(made, "withdrawn")

    for address in (f"/dataset/{made['name']}", file, f"{file}/download"):
        page = app.get(address)

        assert page.status_code == 410
        assert "已下架：金丝雀标题下架" in page.text
        assert WHY in page.text
        assert f"/organization/{made['organization']['name']}" in page.text
        assert "内部原因" not in page.text
        assert "example.com" not in page.text
    assert "Withdrawn: Canary withdrawn" in app.get(f"/en{file}").text
    assert app.get(f"/api/3/action/package_show?id={made['id']}").status_code == 404


def test_what_is_withdrawn_without_a_word_to_everyone_is_not_there(
    dataset: Make, app: Any
) -> None:
    made = dataset(title="金丝雀标题下架", resources=LINK)
    stop(made, "withdrawn", "")

    for address in ("", f"/resource/{made['resources'][0]['id']}"):
        page = app.get(f"/dataset/{made['name']}{address}")

        assert page.status_code == 404
        assert "金丝雀" not in page.text


def test_an_embargo_says_when_it_ends(dataset: Make, app: Any) -> None:
    made = dataset()
    until = datetime.now(UTC) + timedelta(days=1)
    stop(made, "embargoed", until=until.isoformat())

    page = app.get(f"/dataset/{made['id']}")

    local = until + timedelta(hours=8)
    assert page.status_code == 403
    assert f"将于 {local:%Y-%m-%d %H:%M} 公开" in page.text


@pytest.mark.parametrize(
    ("fields", "public_reason"),
    [({}, ""), ({"open_class": "withheld", "withheld_basis": "依法"}, WHY),
     ({"secrecy_basis": ""}, WHY)],
)  # fmt: skip
def test_what_may_not_be_said_answers_like_what_is_not_there(
    dataset: Make, app: Any, fields: dict[str, Any], public_reason: str
) -> None:
    made = dataset(**fields)
    stop(made, "frozen", public_reason)

    hidden, unknown = app.get(f"/dataset/{made['name']}"), app.get("/dataset/no-such-thing")

    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.text.replace(made["name"], "") == unknown.text.replace("no-such-thing", "")


def test_a_keeper_sees_the_entry_and_not_the_sentence(
    dataset: Make, app: Any, holder: Make
) -> None:
    made = dataset(title="金丝雀标题管理")
    stop(made, "frozen")
    keeper = {"Authorization": holder("data_administrator")["token"]}

    page = app.get(f"/dataset/{made['id']}", headers=keeper)

    assert page.status_code == 200
    assert "金丝雀标题管理" in page.text


@pytest.mark.parametrize(("state", "word"), [("frozen", "已冻结"), ("withdrawn", "已下架")])
def test_a_clerk_reads_why_an_entry_of_the_department_cannot_be_changed(
    dataset: Make, app: Any, department: dict[str, Any], state: str, word: str
) -> None:
    made = dataset(title="金丝雀标题经办")
    clerk = factories.UserWithToken()
    member = {"id": department["id"], "username": clerk["name"], "role": "editor"}
    helpers.call_action("organization_member_create", **member)
    stop(made, state)

    page = app.get(f"/dataset/{made['id']}", headers={"Authorization": clerk["token"]})

    assert f"{word}：不能修改" in page.text
