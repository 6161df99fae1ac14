"""What stock CKAN 2.12.0 does with a set of datasets, and what must not happen here.

Each of these was seen in core: an update with `defer_commit` takes back the one before,
Solr is written before PostgreSQL commits, keys in another order count as a change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.lib import search
from ckan.tests import helpers

Make = Callable[..., dict[str, Any]]


def write_many(records: list[dict[str, Any]], **context: Any) -> list[dict[str, Any]]:
    action = helpers.call_action
    return list(action("dongguan_intake_write_many", context, records=records))


def stored(package_id: str) -> dict[str, Any]:
    model.Session.remove()
    return dict(helpers.call_action("package_show", {"use_cache": False}, id=package_id))


def test_updates_of_several_sets_before_one_commit_are_all_kept(dataset: Make) -> None:
    first, second, third = dataset(), dataset(), dataset()

    write_many([{"id": first["id"], "title": "第一个改过"}], defer_commit=True)
    write_many([{"id": second["id"], "title": "第二个改过"}], defer_commit=True)
    write_many([{"id": third["id"], "notes": "第三个改过"}], defer_commit=True)
    model.repo.commit()

    assert stored(first["id"])["title"] == "第一个改过"
    assert stored(second["id"])["title"] == "第二个改过"
    assert stored(third["id"])["notes"] == "第三个改过"


def test_sets_that_are_not_committed_leave_no_trace(dataset: Make) -> None:
    made = dataset(title="原来的标题")

    write_many([{"id": made["id"], "title": "没有提交"}], defer_commit=True)
    model.Session.rollback()
    helpers.call_action("dongguan_intake_drain")

    (document,) = search.make_connection().search(f'id:"{made["id"]}"').docs
    assert (stored(made["id"])["title"], document["title"]) == ("原来的标题", "原来的标题")


def test_the_index_hears_of_a_set_only_when_it_is_committed(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dataset(title="原来的标题")
    query, seen = f'id:"{made["id"]}"', []
    commit = model.repo.commit

    def looking() -> None:
        seen.extend(one["title"] for one in search.make_connection().search(query).docs)
        commit()

    monkeypatch.setattr(model.repo, "commit", looking)

    write_many([{"id": made["id"], "title": "新标题"}])

    (document,) = search.make_connection().search(query).docs
    assert (seen, document["title"]) == (["原来的标题"], "新标题")


def test_the_same_dataset_with_its_keys_in_another_order_changes_nothing(dataset: Make) -> None:
    made = dataset(
        tags=[{"name": "公交"}, {"name": "站点"}],
        items=[{"name": "编号", "type": "C", "length": "20"}, {"name": "名称"}],
    )
    before = stored(made["id"])
    turned = {
        **{key: before[key] for key in reversed(before)},
        "items": [dict(reversed(one.items())) for one in before["items"]],
        "tags": [{"name": one["name"]} for one in reversed(before["tags"])],
        "resources": [dict(reversed(one.items())) for one in before["resources"]],
    }

    (told,) = write_many([turned])

    assert told["outcome"] == "unchanged"
    assert stored(made["id"])["metadata_modified"] == before["metadata_modified"]
