"""Records travel from the sharing platform to a page and a file, whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.harvest import runs
from ckanext.dongguan.harvesters.difference import Mode, Outcome
from ckanext.dongguan.harvesters.platform import SharingPlatform
from ckanext.dongguan.harvesters.run import Result

from .conftest import full, register, run_once

TOTAL = 60


def misbehave(url: str, **fault: Any) -> None:
    requests.post(f"{url}/_sandbox/misbehave", json=fault, timeout=60).raise_for_status()


def found(**query: Any) -> dict[str, Any]:
    context = {"user": "", "model": model, "ignore_auth": False}
    query.setdefault("rows", 100)
    return dict(helpers.call_action("package_search", context, **query))


def stored() -> dict[str, Any]:
    """Give the platform's datasets by their id there."""
    mine = model.Package.extras["source_system"].astext == "platform"
    return {p.extras["source_id"]: p for p in model.Session.query(model.Package).filter(mine)}


def asked(url: str) -> dict[str, int]:
    return dict(requests.get(f"{url}/_sandbox/requests", timeout=60).json()["counts"])


@pytest.fixture
def harvested(upstream: str) -> Result:
    return full()


def test_every_record_is_accounted_for_and_a_second_harvest_changes_nothing(
    harvested: Result, upstream: str
) -> None:
    before = {p.id: p.metadata_modified for p in stored().values()}

    again = full()

    assert again.problem is None
    assert again.tally.counts == {Outcome.UNCHANGED: again.tally.total}
    assert again.tally.total >= TOTAL
    assert before == {p.id: p.metadata_modified for p in stored().values()}


def test_a_run_that_believes_the_stamps_asks_for_no_detail(
    harvested: Result, upstream: str
) -> None:
    requests.delete(f"{upstream}/_sandbox/requests", timeout=60)

    result = run_once("platform", mode=Mode.INCREMENTAL)

    assert result.problem is None
    assert set(asked(upstream)) == {"POST /share/catalog/page"}
    assert asked(upstream)["POST /share/catalog/page"] <= 2


def test_an_unchanged_harvest_fetches_no_file(harvested: Result, upstream: str) -> None:
    requests.delete(f"{upstream}/_sandbox/requests", timeout=60)

    full()

    assert not [route for route in asked(upstream) if "download" in route]


def test_only_records_with_an_opening_record_are_public(harvested: Result) -> None:
    public = found(fq="source_system:platform")["results"]

    assert 0 < len(public) < len(stored())
    for dataset in public:
        # Of what is withheld the entry is public where it is said to be, and no more.
        assert (
            dataset["open_class"] != "withheld" or dataset["directory_visibility"] == "public"
        )
        assert dataset["opening_decided_on"]
        assert dataset["open_class"] == "unconditional" or not dataset["resources"]


def test_a_dataset_is_found_by_a_word_inside_its_title_and_opens(
    harvested: Result, app: Any
) -> None:
    dataset = found(fq="source_system:platform")["results"][0]
    word = dataset["title"][3:7]

    assert found(q=word, fq=f'id:"{dataset["id"]}"')["count"] == 1
    page = app.get(f"/dataset/{dataset['name']}")
    assert page.status_code == 200
    assert dataset["title"] in page.text
    assert "演示数据" in page.text


def test_a_file_downloads_under_its_chinese_name_with_the_same_bytes(
    harvested: Result, app: Any
) -> None:
    dataset = next(d for d in found(fq="source_system:platform")["results"] if d["resources"])
    resource = dataset["resources"][0]

    answer = app.get(resource["url"].partition("example")[2])

    assert answer.status_code == 200
    assert sha256(answer.data).hexdigest() == resource["hash"]
    assert resource["name"] in unquote(answer.headers["Content-Disposition"])


def test_a_table_says_how_many_rows_it_has(harvested: Result) -> None:
    files = [r for d in found(fq="source_system:platform")["results"] for r in d["resources"]]
    tables = [r for r in files if r["format"] == "CSV"]

    assert tables
    assert all(int(r["row_count"]) > 0 for r in tables)


@pytest.mark.parametrize(
    "change",
    [{"openType": 2, "openCondition": "实名登记"}, {"openRecord": None}, {"fileCount": 0}],
)
def test_files_that_the_source_opens_no_more_are_gone_here_too(
    harvested: Result, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    narrowed, other = [one for one, p in stored().items() if p.resources][:2]
    described = SharingPlatform.item

    def item(self: SharingPlatform, item_id: str) -> dict[str, Any]:
        return {**described(self, item_id), **(change if item_id == narrowed else {})}

    with monkeypatch.context() as patch:
        patch.setattr(SharingPlatform, "item", item)
        full()

    kept = {one: bool(stored()[one].resources) for one in (narrowed, other)}
    assert kept == {narrowed: False, other: True}
    model.Session.remove()
    full()


def test_a_day_later_both_modes_come_to_the_same_end(harvested: Result, upstream: str) -> None:
    requests.post(f"{upstream}/_sandbox/advance", json={"days": 1}, timeout=60)

    changed = run_once("platform", mode=Mode.INCREMENTAL)
    after = full()

    assert changed.problem is None
    assert changed.tally.counts[Outcome.WITHDRAWN] == 1
    assert changed.tally.counts[Outcome.ADDED] == 1
    assert after.tally.counts == {Outcome.UNCHANGED: after.tally.total}


STUMBLES = ["error_500", "error_429", "truncated", "gb18030", "dropped", "slow"]


@pytest.mark.parametrize("kind", STUMBLES)
def test_a_platform_that_stumbles_is_asked_again(
    harvested: Result, upstream: str, kind: str
) -> None:
    misbehave(
        upstream, kind=kind, path="/share/catalog", times=2, retry_after=0, seconds=1
    )  # fmt: skip

    result = full()

    assert result.problem is None
    assert result.tally.counts[Outcome.FAILED] == 0


def test_a_record_that_stays_unreadable_is_listed_and_the_others_go_on(
    harvested: Result, upstream: str
) -> None:
    register("platform", options={"workers": 1})
    misbehave(upstream, kind="gb18030", path="/share/catalog/detail", times=3)

    result = full()

    assert result.tally.counts[Outcome.FAILED] == 1
    assert "JSON" in result.tally.faults[0].cause
    assert result.tally.total >= TOTAL
    register("platform", options={"workers": 4})


def test_a_platform_that_is_away_ends_the_run_with_place_cause_and_remedy(
    upstream: str,
) -> None:
    before = helpers.call_action("dongguan_harvest_source_show", name="platform")["address"]
    register("platform", address="http://127.0.0.1:9")

    result = full()

    assert result.problem
    assert "连接失败" in result.problem.cause
    register("platform", address=before)


@pytest.mark.parametrize("kind", ["truncated", "gb18030", "dropped", "error_500"])
def test_a_broken_list_loses_nothing_and_says_so(
    harvested: Result, upstream: str, kind: str
) -> None:
    count = len(stored())
    misbehave(upstream, kind=kind, path="/share/catalog/page")

    result = full()

    assert result.problem
    assert all([result.problem.place, result.problem.cause, result.problem.remedy])
    assert result.tally.counts[Outcome.WITHDRAWN] == 0
    assert len(stored()) == count
    shown = runs.latest("platform", 1)[0]
    assert shown["state"] == "failed"
    assert shown["problem"]["remedy"]


def test_records_that_are_listed_and_not_found_are_refused_and_kept(
    harvested: Result, upstream: str
) -> None:
    count = len(stored())
    misbehave(upstream, kind="vanished", every=10)

    result = full()

    assert 0 < result.tally.counts[Outcome.FAILED] < 20
    assert all("查不到" in fault.cause for fault in result.tally.faults)
    assert len(stored()) == count


def test_ids_that_stand_twice_are_listed_and_withdraw_nothing(
    harvested: Result, upstream: str
) -> None:
    count = len(stored())
    misbehave(upstream, kind="duplicates", path="/share/catalog/page")

    result = full()

    assert [fault.cause for fault in result.tally.faults]
    assert "重复" in result.tally.faults[0].cause
    assert result.tally.counts[Outcome.WITHDRAWN] == 0
    assert len(stored()) == count
