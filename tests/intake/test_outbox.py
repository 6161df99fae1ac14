"""The index follows the commit, never the other way round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.common import config
from ckan.lib import search
from ckan.lib.search.common import SearchIndexError
from ckan.tests import helpers

from ckanext.dongguan.intake import document, drain, outbox

Make = Callable[..., dict[str, Any]]


def indexed_title(dataset: dict[str, Any]) -> str | None:
    found = search.make_connection().search(f'id:"{dataset["id"]}"', fl="title").docs
    return found[0]["title"] if found else None


def test_what_a_person_saved_is_found_at_once(dataset: Make) -> None:
    made = dataset(title="厚街镇幼儿园名录")

    assert indexed_title(made) == "厚街镇幼儿园名录"
    assert outbox.waiting() == 0


def test_each_of_core_s_writers_reaches_the_index(dataset: Make) -> None:
    made = dataset()

    helpers.call_action("package_patch", id=made["id"], title="虎门镇停车场")
    assert indexed_title(made) == "虎门镇停车场"

    helpers.call_action(
        "resource_create", package_id=made["id"], name="站点", url="http://x.invalid"
    )
    found = search.make_connection().search(f'id:"{made["id"]}"', fl="res_name").docs
    assert found[0]["res_name"] == ["站点"]

    helpers.call_action("package_delete", id=made["id"])
    assert indexed_title(made) is None


def test_a_purged_dataset_leaves_the_index(dataset: Make) -> None:
    made = dataset()

    helpers.call_action("dataset_purge", id=made["id"])

    assert indexed_title(made) is None


def test_a_commit_that_fails_leaves_nothing_in_the_index(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dataset(title="旧标题")

    def no_commit() -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(model.repo, "commit", no_commit)
    with pytest.raises(OSError, match="disk"):
        helpers.call_action("package_patch", id=made["id"], title="新标题")
    model.Session.rollback()
    monkeypatch.undo()

    drain.drain()

    assert indexed_title(made) == "旧标题"
    assert outbox.waiting() == 0


def test_a_note_that_outlived_its_process_is_sent_by_the_next_drain(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dataset(title="旧标题")
    monkeypatch.setattr(drain, "drain_noted", lambda *_: None)
    helpers.call_action("package_patch", id=made["id"], title="新标题")
    assert indexed_title(made) == "旧标题"
    assert outbox.waiting() == 1
    monkeypatch.undo()

    sent = drain.drain()

    assert sent == 1
    assert indexed_title(made) == "新标题"
    assert outbox.waiting() == 0


def test_a_silent_index_loses_nothing(dataset: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(config, "solr_url", "http://127.0.0.1:9/solr/ckan")
    made = dataset(title="索引停机时的数据")
    assert model.Package.get(made["id"]).title == "索引停机时的数据"
    assert outbox.waiting() == 1
    monkeypatch.undo()

    drain.drain()

    assert indexed_title(made) == "索引停机时的数据"


def test_a_document_that_the_index_refuses_holds_up_no_other(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = dataset(title="坏"), dataset(title="好")
    monkeypatch.setattr(drain, "drain_noted", lambda *_: None)
    helpers.call_action("package_patch", id=bad["id"], title="坏的新标题")
    helpers.call_action("package_patch", id=good["id"], title="好的新标题")
    refresh = document.refresh_many

    def refuse_bad(package_ids: list[str]) -> None:
        if bad["id"] in package_ids:
            raise SearchIndexError("Solr returned an error: HTTP 400")
        refresh(package_ids)

    monkeypatch.setattr(document, "refresh_many", refuse_bad)

    assert drain.drain() == 1
    assert indexed_title(good) == "好的新标题"
    assert outbox.waiting() == 1
    monkeypatch.undo()
    assert drain.drain() == 1


def test_rebuilding_the_index_does_not_go_through_the_outbox(dataset: Make) -> None:
    made = dataset(title="重建索引")
    search.clear(made["id"])

    search.rebuild(made["id"])
    search.commit()

    assert indexed_title(made) == "重建索引"
    assert outbox.waiting() == 0
