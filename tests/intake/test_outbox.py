"""The index follows the commit, never the other way round."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import logic, model
from ckan.common import config
from ckan.lib import search
from ckan.lib.search.common import SearchIndexError
from ckan.tests import helpers

from ckanext.dongguan.intake import document, drain, outbox
from ckanext.dongguan.intake.model import outbox as notes

Make = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.usefixtures("nothing_waits")


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

    def refuse_bad(package_ids: list[str], *, is_shown: bool) -> None:
        if bad["id"] in package_ids:
            raise SearchIndexError("Solr returned an error: HTTP 400")
        refresh(package_ids, is_shown=is_shown)

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


def test_a_rebuild_does_not_put_back_what_it_read_before_somebody_saved(
    dataset: Make,
) -> None:
    made = dataset(title="重建时读到的标题")
    read = logic.package_show_default_and_custom_schemas({}, made["id"])
    helpers.call_action("package_patch", id=made["id"], title="其间保存的标题")
    model.Session.remove()

    logic.index_update_package_dicts(read)
    search.commit()

    assert indexed_title(made) == "其间保存的标题"


def test_a_rebuild_does_not_put_back_what_was_purged_meanwhile(dataset: Make) -> None:
    made = dataset()
    read = logic.package_show_default_and_custom_schemas({}, made["id"])
    helpers.call_action("dataset_purge", id=made["id"])

    logic.index_update_package_dicts(read)
    search.commit()

    assert indexed_title(made) is None


def test_what_others_saved_since_is_sent_not_what_the_caller_read(dataset: Make) -> None:
    made = dataset(title="读到的标题")
    held = model.Package.get(made["id"])
    with model.meta.engine.begin() as other:
        change = sa.update(model.Package).where(model.Package.id == made["id"])
        other.execute(change.values(title="别人刚存的标题"))
        other.execute(notes.insert().values(package_id=made["id"]))

    drain.drain([made["id"]])

    assert held.title == "读到的标题"
    assert indexed_title(made) == "别人刚存的标题"


def test_who_saved_waits_for_a_drain_that_has_the_note_in_hand(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dataset(title="旧标题")
    monkeypatch.setattr(drain, "drain_noted", lambda *_: None)
    helpers.call_action("package_patch", id=made["id"], title="新标题")
    refresh, begun, may_go_on = document.refresh_many, threading.Event(), threading.Event()

    def slow(package_ids: list[str], *, is_shown: bool) -> None:
        begun.set()
        assert may_go_on.wait(120)
        refresh(package_ids, is_shown=is_shown)

    monkeypatch.setattr(document, "refresh_many", slow)
    job = threading.Thread(target=drain.drain)
    job.start()
    assert begun.wait(120)
    person = threading.Thread(target=lambda: drain.drain([made["id"]]))
    person.start()

    person.join(0.5)
    assert person.is_alive()
    may_go_on.set()
    person.join(120)

    assert indexed_title(made) == "新标题"
    job.join(120)


def test_the_job_passes_over_what_a_person_s_drain_has_in_hand(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dataset()
    monkeypatch.setattr(drain, "drain_noted", lambda *_: None)
    helpers.call_action("package_patch", id=made["id"], title="新标题")

    with model.meta.engine.begin() as person:
        person.execute(sa.select(notes).with_for_update()).all()
        assert drain.drain() == 0

    assert drain.drain() == 1
