"""What looking a dataset up costs on open pages: statements, never seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..counting import counted


def statements(app: Any, path: str) -> list[str]:
    """Collect what a second visit asks the database; the first fills what processes keep."""
    app.get(path)
    with counted() as found:
        app.get(f"{path}{'&' if '?' in path else '?'}_again=1")
    return found["ckan"]


def with_files(dataset: Callable[..., dict[str, Any]], number: int) -> dict[str, Any]:
    files = [
        {"name": f"表{n}", "url": f"https://example.com/{n}.csv", "format": "CSV"}
        for n in range(number)
    ]
    return dataset(resources=files)


def test_an_entry_is_looked_up_once_for_the_policy_and_for_ckan(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    made = dataset()

    asked = statements(app, f"/api/3/action/package_show?id={made['name']}")

    assert len([each for each in asked if "FROM package" in each]) == 1


def test_a_further_file_of_a_page_costs_no_look_up(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    few, many = with_files(dataset, 2), with_files(dataset, 8)

    more = len(statements(app, f"/dataset/{many['name']}")) - len(
        statements(app, f"/dataset/{few['name']}")
    )

    # CKAN asks for the views of each.
    assert more <= 6


def test_a_page_of_a_file_finds_the_file_and_its_dataset_in_two_statements(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    made = with_files(dataset, 3)
    file = made["resources"][1]["id"]

    asked = statements(app, f"/dataset/{made['id']}/resource/{file}")

    assert len([e for e in asked if "FROM package" in e or "FROM resource " in e]) <= 2
