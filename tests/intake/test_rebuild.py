"""The index made anew in sets holds what core's own rebuild makes of each dataset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.lib import search
from ckan.lib.search.common import make_connection

from ckanext.dongguan.intake import rebuild as rebuilding
from ckanext.dongguan.intake.rebuild import rebuild

VARYING = {"indexed_ts", "_version_"}


def document(package_id: str) -> dict[str, Any]:
    (found,) = make_connection().search(f'id:"{package_id}"', fl="*").docs
    return {name: value for name, value in found.items() if name not in VARYING}


@pytest.fixture
def made(portal: None, dataset: Callable[..., dict[str, Any]]) -> list[str]:
    ids = [
        dataset(title=title, tags=[{"name": "公交"}], items=[{"name": "站台", "type": "C"}])[
            "id"
        ]
        for title in ("公交站点", "公交线路", "公交票价")
    ]
    model.Session.remove()
    return ids


@pytest.mark.parametrize("processes", [1, 2])
def test_the_documents_are_those_of_core(
    made: list[str], processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    for package_id in made:
        search.rebuild(package_id)
    search.commit()
    theirs = [document(package_id) for package_id in made]
    make_connection().delete(id=[one["index_id"] for one in theirs], commit=True)
    told: list[tuple[int, int]] = []

    done, _ = rebuild(processes, lambda *step: told.append(step), made)

    assert done == 3
    assert told[-1] == (3, 3)
    assert [document(package_id) for package_id in made] == theirs


def test_what_is_gone_leaves_the_index_and_the_rest_stays(made: list[str]) -> None:
    kept = {
        k: v for k, v in document(made[0]).items() if k in ("site_id", "entity_type", "state")
    }
    stray = {**kept, "id": "gone", "index_id": "gone", "name": "gone"}
    make_connection().add([stray], commit=True)

    _, gone = rebuild()

    assert gone >= 1
    assert make_connection().search('id:"gone"').hits == 0
    assert make_connection().search(f'id:"{made[0]}"').hits == 1
