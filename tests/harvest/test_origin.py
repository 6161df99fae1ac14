"""A dataset says where it comes from: on its page in plain words, in the API to the letter."""

from __future__ import annotations

from typing import Any

from ckan.tests import factories, helpers

from ckanext.dongguan.harvest import origin, runs

from .conftest import Remote, full
from .portal_server import package


def test_a_file_is_found_by_its_checksum_before_its_name() -> None:
    first = {"name": "站点", "format": "CSV", "hash": "a", "source_file": "1"}
    second = {"name": "站点", "format": "CSV", "hash": "b", "source_file": "2"}
    found = {"files": [first, second]}

    assert origin.of_file(found, {"hash": "b", "name": "x", "format": "CSV"}) == second
    assert origin.of_file(found, {"hash": "", "name": "站点", "format": "CSV"}) == first
    assert origin.of_file(found, {"hash": "c", "name": "站台", "format": "CSV"}) == {}
    assert origin.of_file({}, {"name": "站点"}) == {}


def test_the_origin_of_a_dataset_is_told_in_the_api_and_on_its_page(
    app: Any, remote: Remote
) -> None:
    remote.portal.records = [package(1)]
    remote.follow()
    dataset = remote.stored()["yuanjilu-1"]
    run = runs.latest(remote.source, 1)[0]

    told = helpers.call_action("dongguan_harvest_lineage_show", id=dataset.id)
    page = app.get(f"/dataset/{dataset.name}").text

    assert (told["system"], told["remote_id"], told["run"]) == (
        remote.source, "yuanjilu-1", run["id"],
    )  # fmt: skip
    assert told["version"] == run["version"]
    for words in ("数据来源", remote.source, "yuanjilu-1", run["id"], run["version"]):
        assert words in page


def test_who_may_still_see_what_vanished_reads_when_it_was_withdrawn(
    app: Any, remote: Remote
) -> None:
    remote.portal.records = [package(1), package(2)]
    remote.follow()
    remote.portal.records = [package(1)]
    remote.follow()
    gone = remote.stored()["yuanjilu-2"]
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    told = helpers.call_action("dongguan_harvest_lineage_show", id=gone.id)
    page = app.get(f"/dataset/{gone.name}", headers=headers)

    assert f"来源已下线，于 {told['withdrawn_at'][:10]} 撤回" in page.text


def test_a_file_tells_rows_checksum_and_what_it_was_at_the_source(
    app: Any, upstream: str
) -> None:
    full()
    found = helpers.call_action("package_search", fq="source_system:platform", rows=100)
    dataset, file = next(
        (one, res)
        for one in found["results"]
        for res in one["resources"]
        if res.get("row_count") and not one["private"]
    )

    page = app.get(f"/dataset/{dataset['name']}/resource/{file['id']}").text

    (known,) = (
        one
        for one in helpers.call_action("dongguan_harvest_lineage_show", id=dataset["id"])[
            "files"
        ]
        if one.get("hash") == file["hash"]
    )
    assert known["source_file"]
    for words in ("数据来源", file["hash"], known["source_file"], "行"):
        assert words in page
    assert "source_file" not in file


def test_what_was_registered_here_names_no_source(app: Any, dataset: Any) -> None:
    made = dataset()

    assert helpers.call_action("dongguan_harvest_lineage_show", id=made["id"]) == {}
    assert "来源明细" not in app.get(f"/dataset/{made['name']}").text
