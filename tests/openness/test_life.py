"""Where a dataset stands between its draft and its withdrawal, and who may move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.jobs.start import run_here
from ckanext.dongguan.jobs.state import RunState
from ckanext.dongguan.openness.model import life_cycles

from .logged import logged

Make = Callable[..., dict[str, Any]]
Holder = Callable[..., dict[str, Any]]
FREEZE = {"state": "frozen", "inner_reason": "发现个人信息"}


def move(dataset: dict[str, Any], user: str | None = None, **wish: Any) -> dict[str, Any]:
    context = {} if user is None else {"user": user, "ignore_auth": False}
    wished = {"inner_reason": "测试", **wish}
    return dict(
        helpers.call_action("dongguan_life_cycle_update", context, id=dataset["id"], **wished)
    )


def finds(dataset: dict[str, Any]) -> bool:
    context = {"user": "", "ignore_auth": False}
    found = helpers.call_action("package_search", context, fq=f'id:"{dataset["id"]}"')
    return bool(found["count"])


def in_an_hour() -> str:
    return (datetime.now(UTC) + timedelta(hours=1)).isoformat()


def clerk_of(dataset: dict[str, Any]) -> str:
    user = factories.User()
    helpers.call_action(
        "organization_member_create",
        id=dataset["owner_org"], username=user["name"], role="editor",
    )  # fmt: skip
    return str(user["name"])


def test_a_frozen_dataset_is_found_and_shown_by_nobody_outside(dataset: Make, app: Any) -> None:
    made = dataset()

    move(made, **FREEZE)

    assert not finds(made)
    assert app.get(f"/dataset/{made['name']}").status_code == 404
    assert model.Package.get(made["id"]).private is True


@pytest.mark.parametrize(
    ("state", "more"), [("draft", dict), ("in_review", dict), ("withdrawn", dict),
                        ("embargoed", lambda: {"until": in_an_hour()})],
)  # fmt: skip
def test_every_state_but_published_keeps_the_public_out(
    dataset: Make, state: str, more: Callable[[], dict[str, str]]
) -> None:
    made = dataset()

    told = move(made, state=state, **more())

    assert told["audience"] == "closed"
    assert not finds(made)


def test_letting_go_brings_a_dataset_back(dataset: Make) -> None:
    made = dataset()
    move(made, **FREEZE)

    told = move(made, state="published")

    assert told["audience"] == "open"
    assert finds(made)


def test_who_when_and_why_are_on_record_in_the_same_transaction(
    dataset: Make, holder: Holder
) -> None:
    made = dataset()
    keeper = holder("data_administrator")
    move(made, keeper["name"], **FREEZE)

    model.Session.execute(sa.text("SELECT 1"))
    context = {"ignore_auth": True, "defer_commit": True, "user": keeper["name"]}
    wish = {"id": made["id"], "state": "published", "inner_reason": "不作数"}
    tk.get_action("dongguan_life_cycle_update")(context, wish)
    model.Session.rollback()

    opened, frozen = logged(made)
    assert opened.event == "publish"
    assert (frozen.event, frozen.operation, frozen.account, frozen.reason) == (
        "freeze", "tighten", keeper["id"], FREEZE["inner_reason"],
    )  # fmt: skip
    assert frozen.detail == {"from": "open", "to": "stopped"}
    row = model.Session.execute(
        sa.select(life_cycles).where(life_cycles.c.dataset_id == made["id"])
    ).one()
    assert (row.state, row.changed_by) == ("frozen", keeper["id"])


def test_a_clerk_stops_at_once_and_only_the_data_administrator_lets_go(
    dataset: Make, holder: Holder
) -> None:
    made = dataset()
    clerk = clerk_of(made)
    move(made, clerk, **FREEZE)

    for role in ("security_administrator", "bureau_reviewer", "system_administrator"):
        with pytest.raises(tk.NotAuthorized):
            move(made, holder(role)["name"], state="published")
    with pytest.raises(tk.NotAuthorized):
        move(made, clerk, state="published")
    assert not finds(made)
    move(made, holder("data_administrator")["name"], state="published")

    assert finds(made)
    assert logged(made)[-1].event == "unfreeze"
    assert logged(made)[-1].operation == "widen"


def test_what_waits_for_review_is_let_go_by_a_reviewer_and_not_by_its_clerk(
    dataset: Make, holder: Holder
) -> None:
    made = dataset()
    clerk = clerk_of(made)
    move(made, clerk, state="in_review")

    with pytest.raises(tk.NotAuthorized):
        move(made, clerk, state="published")
    move(made, holder("department_reviewer", made["owner_org"])["name"], state="published")

    assert finds(made)


def test_strangers_learn_nothing_and_change_nothing(dataset: Make, app: Any) -> None:
    made = dataset()
    token = {"Authorization": factories.UserWithToken()["token"]}
    wish = {"id": made["id"], "state": "frozen", "inner_reason": "测试"}
    asked = [
        app.test_client().post(
            "/api/3/action/dongguan_life_cycle_update", json=wish, headers=headers
        )
        for headers in ({}, token)
    ]

    assert [answer.status_code for answer in asked] == [403, 403]
    assert finds(made)


@pytest.mark.parametrize(
    "wish",
    [{"state": "melted"}, {"state": None}, {"state": ["frozen"]}, {"state": "embargoed"},
     {"state": "embargoed", "until": "2020-01-01T00:00+08:00"},
     {"state": "embargoed", "until": "2099-01-01T00:00"}, {"state": "embargoed", "until": 5},
     # No calendar has a day for it: the dataset could never be read again.
     {"state": "embargoed", "until": "9999-12-31T23:00-12:00"},
     {"state": "frozen", "inner_reason": " "}, {"state": "frozen", "inner_reason": "a\0"},
     {"state": "frozen", "inner_reason": "长" * 1001},
     {"state": "frozen", "public_reason": {"a": 1}}],
    ids=str,
)  # fmt: skip
def test_a_forged_state_is_refused_with_a_reason_and_changes_nothing(
    dataset: Make, wish: dict[str, Any]
) -> None:
    made = dataset()

    with pytest.raises(tk.ValidationError):
        move(made, **wish)

    model.Session.rollback()
    assert finds(made)
    assert len(logged(made)) == 1


def test_an_embargo_ends_by_itself_at_its_minute(
    dataset: Make, monkeypatch: pytest.MonkeyPatch, app: Any
) -> None:
    made = dataset()
    move(made, state="embargoed", until=in_an_hour())
    assert app.get(f"/dataset/{made['name']}").status_code == 404
    past = datetime.now(UTC) - timedelta(seconds=1)
    model.Session.execute(
        life_cycles.update().where(life_cycles.c.dataset_id == made["id"]).values(until=past)
    )
    model.Session.commit()

    at_once = app.get(f"/dataset/{made['name']}").status_code
    _run, state = run_here("embargo-end", "test", datetime.now(UTC), lambda _: None)
    helpers.call_action("dongguan_intake_drain")

    assert at_once == 200
    assert state is RunState.SUCCEEDED
    assert finds(made)
    assert logged(made)[-1].event == "publish"


def test_a_harvest_does_not_undo_a_freeze(department: dict[str, Any], completed: Make) -> None:
    record = {
        "source_system": "share", "source_id": "freeze-1", "title": "东莞市公交站点信息",
        "name": "shouji-dongjie", "owner_org": department["id"], "private": False,
        "state": "active", **completed(),
    }  # fmt: skip
    told = helpers.call_action("dongguan_intake_write", **record)
    move(told, **FREEZE)

    again = helpers.call_action(
        "dongguan_intake_write",
        **{**record, "title": "东莞市公交站点（新）", "life": "published"},
    )

    assert again == {"id": told["id"], "outcome": "updated"}
    assert not finds(told)
    assert model.Package.get(told["id"]).private is True
    row = model.Session.execute(
        sa.select(life_cycles.c.state).where(life_cycles.c.dataset_id == told["id"])
    ).scalar_one()
    assert row == "frozen"


def case_of(made: dict[str, Any]) -> str:
    return str(helpers.call_action("dongguan_openness_show", id=made["id"])["case"])


def test_a_set_that_was_withdrawn_and_restored_is_so_for_everyone(dataset: Make) -> None:
    made = dataset()
    wish = {"ids": [made["id"]], "by": "来源", "public_reason": "来源不再提供"}

    helpers.call_action("dongguan_datasets_withdraw", **wish)
    model.Session.rollback()
    withdrawn = case_of(made)
    helpers.call_action("dongguan_datasets_restore", ids=[made["id"]], by="来源")
    model.Session.rollback()

    assert (withdrawn, case_of(made)) == ("stopped", "open")
