"""The plan of a demonstration site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import helpers
from click.testing import CliRunner

from ckanext.dongguan.plan import demonstration
from ckanext.dongguan.plan.cli import plan_commands

Ids = Callable[[], set[int]]


def entry(name: str, department: str) -> dict[str, Any]:
    return {"name": name, "title": f"数据{name}", "organization": {"name": department}}


def test_what_is_given_is_done_and_what_is_awaited_is_late_or_to_come() -> None:
    given = [entry("a", "x"), entry("b", "x"), entry("c", "y")]
    awaited = [entry(f"d{number}", f"z{number}") for number in range(4)]

    items = demonstration.planned(given, awaited, date(2026, 7, 1))

    done = [one["dataset"] for one in items if "done_on" in one]
    waits = [one["due_on"] for one in items if "done_on" not in one]
    assert done == ["a", "c"]
    assert waits[0] < "2026-07-01" < waits[-1]


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 12, 31)])
def test_the_plan_is_that_of_the_year(today: date) -> None:
    entries = [entry(f"d{number}", f"z{number}") for number in range(20)]

    items = demonstration.planned(entries, entries, today)

    assert {one["due_on"][:4] for one in items} == {"2026"}
    assert all(one.get("done_on", "") <= today.isoformat() for one in items)


@pytest.fixture
def planned(portal: None) -> Iterator[Ids]:
    """List the items of the plan by number; what is added is taken out again."""

    def ids() -> set[int]:
        return {one["id"] for one in helpers.call_action("dongguan_plan_list")["items"]}

    before = ids()
    yield ids
    for number in ids() - before:
        helpers.call_action("dongguan_plan_delete", id=number)


def test_a_second_run_plans_nothing_more(
    planned: Ids, dataset: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    department = dataset()["organization"]["name"]
    monkeypatch.setitem(tk.config, "ckanext.dongguan.demonstration", True)
    before = planned()

    first = CliRunner().invoke(
        plan_commands, ["demonstrate", department], catch_exceptions=False
    )
    after = planned()
    second = CliRunner().invoke(
        plan_commands, ["demonstrate", department], catch_exceptions=False
    )

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert len(after - before) == 1
    assert planned() == after


def test_a_site_that_is_no_demonstration_is_left_alone(
    planned: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "ckanext.dongguan.demonstration", False)
    before = planned()

    answer = CliRunner().invoke(plan_commands, ["demonstrate"])

    assert answer.exit_code == 1
    assert "只有演示站点" in answer.output
    assert planned() == before
