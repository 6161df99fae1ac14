"""Resources are found where their data are open to all, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def search(app: Any) -> Callable[..., Any]:
    def ask(headers: Any = None, **data: Any) -> Any:
        return app.test_client().post(
            "/api/3/action/resource_search", json=data, headers=headers or {}
        )

    return ask


@pytest.fixture
def three(with_file: Make) -> dict[str, dict[str, Any]]:
    kinds = {"open": "unconditional", "conditional": "conditional", "hidden": "withheld"}
    return {
        kind: with_file(f"{kind}.csv", f"{kind},{id(kinds)}\n".encode(), open_class=value)
        for kind, value in kinds.items()
    }


@pytest.mark.parametrize("field", ["hash", "url", "name", "mimetype"])
def test_nothing_of_a_closed_file_is_found_by_any_field(
    three: dict[str, dict[str, Any]], search: Callable[..., Any], editor: Any, field: str
) -> None:
    for kind, resource in three.items():
        # Of an uploaded file the last part of its address is what is stored.
        term = str(resource[field]).rpartition("/")[2] if field == "url" else resource[field]
        for headers in ({}, editor):
            found = search(headers, query=f"{field}:{term}", limit=100).get_json()["result"]

            ids = {one["id"] for one in found["results"]}
            assert (resource["id"] in ids) is (kind == "open")
            assert field != "hash" or found["count"] == (1 if kind == "open" else 0)


def test_a_hash_is_found_by_its_beginning(
    three: dict[str, dict[str, Any]], search: Callable[..., Any]
) -> None:
    beginning = three["open"]["hash"][:12]

    found = search(query=[f"hash:{beginning}", "name:OPEN"]).get_json()["result"]

    assert [one["id"] for one in found["results"]] == [three["open"]["id"]]
    assert search(query=f"hash:{beginning[1:]}").get_json()["result"]["count"] == 0


@pytest.mark.parametrize(
    "odd",
    [{}, {"query": ""}, {"query": "name"}, {"query": [1]}, {"query": {"a": 1}},
     {"query": "extras:x"}, {"query": "size:1"},
     {"query": "id:x", "limit": "x"}, {"query": "name:x", "limit": -1},
     {"query": "name:x", "offset": 10**12}, {"query": "name:x", "order_by": "get"},
     {"query": "name:x", "order_by": "package"}, {"query": "state:deleted"},
     {"query": "name:x\0"}, {"query": "permission_labels:x"}],
    ids=str,
)  # fmt: skip
def test_odd_searches_are_refused_without_a_fault(
    portal: None, search: Callable[..., Any], odd: dict[str, Any]
) -> None:
    assert search(**odd).status_code in {400, 409}


@pytest.mark.parametrize("term", ["%", "_", "\\", "'", '"', "100%_x"])
def test_signs_of_patterns_are_signs(
    three: dict[str, dict[str, Any]], search: Callable[..., Any], term: str
) -> None:
    answer = search(query=f"name:{term}")

    assert answer.status_code == 200
    assert three["open"]["id"] not in {r["id"] for r in answer.get_json()["result"]["results"]}


def test_a_resource_is_not_shown_by_its_name(with_file: Make, app: Any) -> None:
    for kind in ("unconditional", "withheld"):
        resource = with_file(open_class=kind)

        answer = app.test_client().get(
            "/api/3/action/resource_show", query_string={"id": resource["name"]}
        )

        assert answer.status_code == 404
        assert resource["id"] not in answer.text


@pytest.mark.parametrize("who", ["anonymous", "editor"])
def test_keys_are_not_moved_from_outside(
    with_file: Make, app: Any, editor: dict[str, str], who: str
) -> None:
    resource = with_file()

    answer = app.test_client().post(
        "/api/3/action/dongguan_files_move",
        json={"id": resource["package_id"], "occasion": "x"},
        headers=editor if who == "editor" else {},
    )

    assert answer.status_code in {400, 403, 404}
