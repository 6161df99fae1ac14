"""Actions: who may, what they answer, how they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.clock import SHANGHAI
from ckanext.dongguan.jobs import execution

Make = Callable[..., Any]

NOBODY = "00000000-0000-4000-8000-000000000000"
ACTIONS = {
    "dongguan_job_list": {},
    "dongguan_job_run_list": {},
    "dongguan_job_run_show": {"id": NOBODY},
    "dongguan_job_run": {"name": "jobs-sweep"},
    "dongguan_job_cancel": {"id": NOBODY},
    "dongguan_job_enable": {"name": "jobs-sweep"},
    "dongguan_job_disable": {"name": "jobs-sweep"},
    "dongguan_job_schedule": {"name": "jobs-sweep"},
}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_only_system_administrators_may(declare: Make, action: str) -> None:
    user = factories.User()["name"]
    for name in ("", user):
        with pytest.raises(tk.NotAuthorized):
            helpers.call_auth(action, {"user": name, "model": None}, **ACTIONS[action])

    sysadmin = factories.Sysadmin()["name"]
    assert helpers.call_auth(action, {"user": sysadmin, "model": None}, **ACTIONS[action])


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_each_action_asks(declare: Make, action: str) -> None:
    with pytest.raises(tk.NotAuthorized):
        tk.get_action(action)({"user": "", "ignore_auth": False}, dict(ACTIONS[action]))


def test_a_job_shows_its_next_time_in_dongguan_and_its_last_run(declare: Make) -> None:
    job = declare(schedule="30 2 * * *")
    run = helpers.call_action("dongguan_job_run", name=job.name)
    execution.perform(run["id"])

    shown = {one["name"]: one for one in helpers.call_action("dongguan_job_list")}[job.name]

    due = datetime.fromisoformat(shown["next_due_at"])
    assert (due.hour, due.minute, due.utcoffset()) == (2, 30, SHANGHAI.utcoffset(None))
    assert shown["last_run"]["id"] == run["id"]
    assert shown["last_run"]["state"] == "succeeded"


def test_a_job_started_by_hand_names_who_started_it(declare: Make) -> None:
    sysadmin = factories.Sysadmin()["name"]

    run = helpers.call_action("dongguan_job_run", {"user": sysadmin}, name=declare().name)

    assert (run["state"], run["requested_by"]) == ("queued", sysadmin)
    assert helpers.call_action("dongguan_job_run_show", id=run["id"])["job"] == run["job"]


def test_a_job_that_waits_already_is_refused(declare: Make) -> None:
    job = declare()
    helpers.call_action("dongguan_job_run", name=job.name)

    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action("dongguan_job_run", name=job.name)

    assert list(refused.value.error_dict) == ["name"]


def test_a_run_is_cancelled_once(declare: Make) -> None:
    run = helpers.call_action("dongguan_job_run", name=declare().name)

    assert helpers.call_action("dongguan_job_cancel", id=run["id"])["state"] == "cancelled"
    with pytest.raises(tk.ValidationError):
        helpers.call_action("dongguan_job_cancel", id=run["id"])


def test_a_switched_off_job_has_no_next_time_until_it_is_switched_on(declare: Make) -> None:
    name = declare().name

    def next_due() -> Any:
        jobs = {one["name"]: one for one in helpers.call_action("dongguan_job_list")}
        return jobs[name]["next_due_at"]

    helpers.call_action("dongguan_job_disable", name=name)
    assert next_due() is None
    helpers.call_action("dongguan_job_enable", name=name)
    assert next_due() is not None


def test_a_schedule_can_be_changed_and_taken_back(declare: Make, job_row: Make) -> None:
    job = declare(schedule="30 2 * * *")

    helpers.call_action("dongguan_job_schedule", name=job.name, schedule="0 5 * * *")
    assert job_row(job.name).schedule == "0 5 * * *"
    helpers.call_action("dongguan_job_schedule", name=job.name)
    assert job_row(job.name).schedule == "30 2 * * *"


def test_a_bad_schedule_changes_nothing(declare: Make, job_row: Make) -> None:
    job = declare(schedule="30 2 * * *")

    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action("dongguan_job_schedule", name=job.name, schedule="每天两点")

    assert "每天两点" in str(refused.value.error_dict["schedule"])
    assert job_row(job.name).schedule == "30 2 * * *"


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("dongguan_job_run", {"name": "没有的任务"}),
        ("dongguan_job_enable", {"name": "nul\x00"}),
        ("dongguan_job_disable", {"name": "x" * 10_000}),
        ("dongguan_job_schedule", {"name": "'; DROP TABLE dongguan_jobs"}),
        ("dongguan_job_run_list", {"job": "nope"}),
        ("dongguan_job_run_show", {"id": NOBODY}),
        ("dongguan_job_run_show", {"id": "nul\x00"}),
        ("dongguan_job_cancel", {"id": "../etc"}),
    ],
)
def test_what_does_not_exist_is_not_found(
    declare: Make, action: str, asked: dict[str, str]
) -> None:
    with pytest.raises(tk.ObjectNotFound):
        helpers.call_action(action, **asked)


@pytest.mark.parametrize(
    "asked",
    [{"state": "tired"}, {"limit": "many"}, {"offset": "-1"}, {"per_job": "1.5"}],
)
def test_a_bad_filter_is_refused(declare: Make, asked: dict[str, str]) -> None:
    with pytest.raises(tk.ValidationError):
        helpers.call_action("dongguan_job_run_list", **asked)


def test_a_list_can_be_filtered_and_paged(declare: Make) -> None:
    job = declare()
    for _ in range(4):
        run = helpers.call_action("dongguan_job_run", name=job.name)
        execution.perform(run["id"])
    ask = {"job": job.name, "state": "succeeded"}

    page = helpers.call_action("dongguan_job_run_list", **ask, limit=3, offset=1)
    assert (page["count"], len(page["results"])) == (4, 3)
    assert page["results"][0]["queued_at"] >= page["results"][-1]["queued_at"]
    assert run["id"] not in [one["id"] for one in page["results"]]
    assert len(helpers.call_action("dongguan_job_run_list", per_job=2)["results"]) == 2
    assert helpers.call_action("dongguan_job_run_list", **ask, offset=10**40)["results"] == []


@pytest.mark.parametrize("name", ["job", "state", "per_job", "limit", "offset"])
def test_an_empty_list_asks_for_nothing_in_particular(portal: None, name: str) -> None:
    whole = helpers.call_action("dongguan_job_run_list")["count"]

    assert helpers.call_action("dongguan_job_run_list", **{name: []})["count"] == whole


@pytest.mark.parametrize("odd", ["1.5", "a b", "["])
def test_an_id_that_no_job_of_the_queue_has_is_not_found(portal: None, odd: str) -> None:
    with pytest.raises(tk.ObjectNotFound):
        tk.get_action("job_show")({"ignore_auth": True}, {"id": odd})
