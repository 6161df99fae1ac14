"""The checker is nobody: it asks with nobody's rights, leaves no trail and reads no rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from ckan.tests import helpers

from ckanext.dongguan.openness import known
from ckanext.dongguan.reclassification import facts, itinerary, mark
from ckanext.dongguan.reclassification.probe import Secret, Visit, is_read
from ckanext.dongguan.reclassification.walk import Walker

Make = Callable[..., dict[str, Any]]


def test_whoever_orders_the_check_does_not_lend_it_their_rights(
    app: Any, full: Make, freeze: Make, holder: Make
) -> None:
    made = full()
    freeze(made)
    keeper = holder("data_administrator")

    answer = app.post(
        "/api/3/action/dongguan_surface_check",
        json={"id": made["id"]},
        headers={"Authorization": keeper["token"]},
    )

    assert answer.json["success"], answer.json
    assert answer.json["result"]["answered"] == []


def refusals(made: dict[str, Any]) -> int:
    asked = {"dataset": made["id"], "event": "data_read"}
    return len(helpers.call_action("dongguan_audit_list", **asked)["results"])


def test_refusals_of_the_checker_fill_no_log(full: Make, freeze: Make) -> None:
    made = full()
    freeze(made)

    helpers.call_action("dongguan_surface_check", id=made["id"])

    assert refusals(made) == 0


@pytest.mark.parametrize("header", ["dongguan.checker", "Dongguan-Checker", "dongguan_checker"])
def test_nobody_else_passes_for_the_checker(
    app: Any, full: Make, freeze: Make, header: str
) -> None:
    made = full()
    freeze(made)
    path = f"/dataset/{made['id']}/resource/{made['resource']}/download"

    app.get(path, headers={header: "1"}, status=404).close()

    assert refusals(made) == 1
    assert not mark.is_signed({"dongguan.checker": "1", "HTTP_DONGGUAN_CHECKER": "1"})


def test_each_file_and_table_is_asked_for_and_the_rest_at_the_ends_only(full: Make) -> None:
    """A hundred resources cost two visits each, not one for each surface there is."""
    made = full(open_class="conditional")
    dataset = known.dataset(made["id"])
    few, many = (
        replace(
            facts.of(dataset, [f"alias-{n}" for n in range(count)]),
            resources={f"resource-{n}": "" for n in range(count)},
            views=[(f"view-{n}", f"resource-{n}") for n in range(count)],
        )
        for count in (2, 12)
    )

    visits = [list(itinerary.visits(Walker().app, one)) for one in (few, many)]

    middle = [visit.surface for visit in visits[1] if "resource-5" in visit.address]
    assert sorted(middle) == ["dataset_resource.download", "datastore_search"]
    assert len(visits[1]) - len(visits[0]) == 10 * 2


def test_of_a_table_that_stands_open_no_row_is_read() -> None:
    shut, given = (
        Visit(surface="s", address="/", is_about=True, is_given=is_given)
        for is_given in (False, True)
    )
    secret = Secret(ids=frozenset({"0" * 64}))

    assert not is_read(shut, 200, secret)
    assert not is_read(given, 200, Secret(ids=frozenset()))
    assert is_read(shut, 404, secret)
    assert is_read(given, 200, secret)
