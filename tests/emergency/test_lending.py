"""Asking, deciding, ending, holding: through the actions, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.emergency.model import accesses

from .conftest import REASON, act, held

Make = Callable[..., dict[str, Any]]


def shift(access_id: int, column: str, interval: str) -> None:
    """Let time pass for one access."""
    moved = accesses.c[column] - sa.text(f"interval '{interval}'")
    statement = accesses.update().where(accesses.c.id == access_id).values({column: moved})
    model.Session.execute(statement)
    model.Session.commit()


def log_of(dataset: dict[str, Any]) -> list[tuple[str, str]]:
    from ckanext.dongguan.audit.model import entries

    query = sa.select(entries).where(entries.c.dataset == dataset["id"]).order_by(entries.c.id)
    return [
        (row.event, row.reason)
        for row in model.Session.execute(query)
        if row.event.startswith("emergency")
    ]


def test_a_second_person_lends_access_for_hours(
    asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["name"], reason=REASON, minutes=60)
    assert held(asker, withheld) is None

    opened = act("approve", security, id=asked["id"])

    found = held(asker, withheld)
    assert found == {"id": asked["id"], "reason": REASON, "until": opened["until"]}
    assert opened["is_open"]
    assert log_of(withheld) == [("emergency_request", REASON), ("emergency_approve", REASON)]


def test_access_is_for_one_person_and_one_dataset(
    asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any], dataset: Make
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    act("approve", security, id=asked["id"])

    assert held(asker, dataset(open_class="withheld")) is None
    assert held(security, withheld) is None
    assert helpers.call_action("dongguan_emergency_access_held") is None


def test_access_ends_by_itself(
    asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    act("approve", security, id=asked["id"])

    shift(asked["id"], "until", "4 hours")

    assert held(asker, withheld) is None
    assert act("list", security)[0]["state"] == "over"


def test_without_a_wish_it_lasts_as_long_as_the_site_allows(
    asker: dict[str, Any], withheld: dict[str, Any]
) -> None:
    assert act("request", asker, dataset=withheld["id"], reason=REASON)["minutes"] == 240


@pytest.mark.parametrize("who", ["asker", "security"])
def test_holder_and_security_administrator_end_it_at_once(
    who: str, asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    act("approve", security, id=asked["id"])

    act("end", {"asker": asker, "security": security}[who], id=asked["id"])

    assert held(asker, withheld) is None
    with pytest.raises(tk.ObjectNotFound):
        act("end", security, id=asked["id"])


def test_a_refused_request_opens_nothing(
    asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)

    act("refuse", security, id=asked["id"])

    assert held(asker, withheld) is None
    with pytest.raises(tk.ValidationError):
        act("approve", security, id=asked["id"])


def test_a_request_lapses_after_a_day(
    asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    shift(asked["id"], "asked_at", "24 hours")

    with pytest.raises(tk.ValidationError):
        act("approve", security, id=asked["id"])
    again = act("request", asker, dataset=withheld["id"], reason=REASON)

    assert again["id"] != asked["id"]


def test_nobody_approves_their_own_request(
    security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    """Even a security administrator who was a sysadmin when they asked."""
    model.User.get(security["id"]).sysadmin = True
    model.Session.commit()
    asked = act("request", security, dataset=withheld["id"], reason=REASON)

    with pytest.raises(tk.ValidationError):
        act("approve", security, id=asked["id"])
    own = accesses.update().where(accesses.c.id == asked["id"])
    with pytest.raises(sa.exc.IntegrityError), model.meta.engine.begin() as connection:
        connection.execute(own.values(decided_by=security["id"]))


@pytest.mark.parametrize("who", ["asker", "auditor", "data_administrator", "registered", None])
def test_others_decide_nothing(
    who: str | None, asker: dict[str, Any], holder: Make, withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    known = {"asker": lambda: asker, "registered": factories.User, None: lambda: None}
    caller = known.get(who, lambda: holder(who))()

    for verb in ("approve", "refuse"):
        with pytest.raises(tk.NotAuthorized):
            act(verb, caller, id=asked["id"])

    assert held(asker, withheld) is None


@pytest.mark.parametrize(
    "who", ["auditor", "security_administrator", "bureau_reviewer", "registered", None]
)
def test_others_ask_for_nothing(
    who: str | None, holder: Make, withheld: dict[str, Any]
) -> None:
    known = {"registered": factories.User, None: lambda: None}
    caller = known.get(who, lambda: holder(who))()

    with pytest.raises(tk.NotAuthorized):
        act("request", caller, dataset=withheld["id"], reason=REASON)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"dataset": "no-such-dataset"}, "dataset"),
        ({"dataset": ""}, "dataset"),
        ({"reason": "排查"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"reason": "长" * 1001}, "reason"),
        ({"minutes": 241}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": "long"}, "minutes"),
    ],
)
def test_a_bad_request_is_refused_at_its_field(
    asker: dict[str, Any], withheld: dict[str, Any], asked: dict[str, Any], field: str
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        act("request", asker, **{"dataset": withheld["id"], "reason": REASON, **asked})

    assert list(refused.value.error_dict) == [field]


def test_one_dataset_is_asked_for_once_at_a_time(
    asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)

    for verb in (None, "approve"):
        if verb:
            act(verb, security, id=asked["id"])
        with pytest.raises(tk.ValidationError):
            act("request", asker, dataset=withheld["id"], reason=REASON)


@pytest.mark.parametrize("loss", ["sysadmin", "account"])
def test_who_lost_their_role_has_lost_what_was_lent(
    loss: str, asker: dict[str, Any], security: dict[str, Any], withheld: dict[str, Any]
) -> None:
    asked = act("request", asker, dataset=withheld["id"], reason=REASON)
    act("approve", security, id=asked["id"])
    user = model.User.get(asker["id"])

    if loss == "sysadmin":
        user.sysadmin = False
    else:
        user.state = "deleted"
    model.Session.commit()

    assert held(asker, withheld) is None
