"""Records travel from the sharing platform to a page and a file, whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from ckan import model
from ckan.common import config
from ckan.tests import helpers

from ckanext.dongguan.harvesters.harvest import follow
from ckanext.dongguan.harvesters.jobs import sharing_platform
from ckanext.dongguan.harvesters.platform import TRIES, SharingPlatform
from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.harvesters.tally import Tally

TOTAL = 60


def patient() -> SharingPlatform:
    """Give a client that loses no time between its tries."""
    return replace(sharing_platform(), pause=lambda _seconds: None)


def harvest() -> Tally:
    seen: list[tuple[int, int]] = []
    tally = follow(patient(), lambda done, total: seen.append((done, total)))
    assert seen[-1] == (TOTAL, TOTAL)
    return tally


def misbehave(url: str, **fault: Any) -> None:
    requests.post(f"{url}/_sandbox/misbehave", json=fault, timeout=5).raise_for_status()


def found(**query: Any) -> dict[str, Any]:
    context = {"user": "", "model": model, "ignore_auth": False}
    query.setdefault("rows", 100)
    return dict(helpers.call_action("package_search", context, **query))


@pytest.fixture
def harvested(upstream: str) -> Tally:
    return harvest()


def test_every_record_is_accounted_for_and_a_second_harvest_changes_nothing(
    harvested: Tally, upstream: str
) -> None:
    before = {p.id: p.metadata_modified for p in model.Session.query(model.Package)}

    again = harvest()

    assert again.counts == {"unchanged": TOTAL}
    model.Session.expire_all()
    assert before == {p.id: p.metadata_modified for p in model.Session.query(model.Package)}


def test_an_unchanged_harvest_fetches_no_file(harvested: Tally, upstream: str) -> None:
    requests.delete(f"{upstream}/_sandbox/requests", timeout=5)

    harvest()

    counts = requests.get(f"{upstream}/_sandbox/requests", timeout=5).json()["counts"]
    assert not [route for route in counts if "download" in route]


def test_only_records_with_an_opening_record_are_public(harvested: Tally) -> None:
    public = found(fq="source_system:sharing-platform")["results"]
    every = model.Session.query(model.Package).filter(
        model.Package.extras["source_system"].astext == "sharing-platform"
    )

    assert every.count() == TOTAL
    assert 0 < len(public) < TOTAL
    for dataset in public:
        assert dataset["open_class"] in ("unconditional", "conditional", "withheld")
        # Of what is withheld the entry is public where it is said to be, and no more.
        assert (
            dataset["open_class"] != "withheld" or dataset["directory_visibility"] == "public"
        )
        assert dataset["opening_decided_on"]
        assert dataset["opening_basis"]
        assert dataset["open_class"] == "unconditional" or not dataset["resources"]


def test_a_dataset_is_found_by_a_word_inside_its_title_and_opens(
    harvested: Tally, app: Any
) -> None:
    dataset = found(fq="source_system:sharing-platform")["results"][0]
    word = dataset["title"][3:7]

    assert dataset["id"] in [d["id"] for d in found(q=word)["results"]]
    page = app.get(f"/dataset/{dataset['name']}")
    assert page.status_code == 200
    assert dataset["title"] in page.text
    assert "演示数据" in page.text


def test_a_file_downloads_under_its_chinese_name_with_the_same_bytes(
    harvested: Tally, upstream: str, app: Any
) -> None:
    platform = sharing_platform()
    dataset = next(
        d for d in found(fq="source_system:sharing-platform")["results"] if d["resources"]
    )
    resource = dataset["resources"][0]
    theirs = platform.files(dataset["source_id"])[0]

    answer = app.get(resource["url"].partition("example")[2])

    assert answer.status_code == 200
    assert sha256(answer.data).hexdigest() == theirs["sha256"] == resource["hash"]
    assert theirs["fileName"] in unquote(answer.headers["Content-Disposition"])


@pytest.mark.parametrize(
    "change",
    [{"openType": 2, "openCondition": "实名登记"}, {"openRecord": None}, {"fileCount": 0}],
)
def test_files_that_the_source_opens_no_more_are_gone_here_too(
    harvested: Tally, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    with_files = [
        package.extras["source_id"]
        for package in model.Session.query(model.Package)
        if package.extras.get("source_system") == "sharing-platform" and package.resources
    ]
    narrowed, other = with_files[:2]
    described = SharingPlatform.item

    def item(self: SharingPlatform, item_id: str) -> dict[str, Any]:
        return {**described(self, item_id), **(change if item_id == narrowed else {})}

    with monkeypatch.context() as patch:
        patch.setattr(SharingPlatform, "item", item)
        harvest()
    model.Session.remove()

    kept = {
        package.extras["source_id"]: bool(package.resources)
        for package in model.Session.query(model.Package)
        if package.extras.get("source_id") in (narrowed, other)
    }
    assert kept == {narrowed: False, other: True}
    harvest()


def test_a_day_later_only_what_changed_is_written(harvested: Tally, upstream: str) -> None:
    requests.post(f"{upstream}/_sandbox/advance", json={"days": 1}, timeout=5)

    tally = follow(sharing_platform(), lambda *_: None)

    assert tally.counts["unchanged"] > 0
    assert tally.counts["unchanged"] + tally.counts["updated"] + tally.counts["created"] > 40
    assert tally.counts["refused"] == 0


STUMBLES = ["error_500", "error_429", "truncated", "gb18030", "dropped"]


@pytest.mark.parametrize("kind", STUMBLES)
def test_a_platform_that_stumbles_is_asked_again(
    harvested: Tally, upstream: str, kind: str
) -> None:
    misbehave(upstream, kind=kind, path="/share/catalog", times=TRIES - 1, retry_after=0)

    assert follow(patient(), lambda *_: None).counts["refused"] == 0


def test_a_record_that_stays_unreadable_is_refused_and_the_others_go_on(
    harvested: Tally, upstream: str
) -> None:
    misbehave(upstream, kind="gb18030", path="/share/catalog/detail", times=TRIES)

    tally = follow(patient(), lambda *_: None)

    assert tally.counts["refused"] == 1
    assert "JSON" in tally.refusals[0].reason
    assert tally.total > 40


def test_a_platform_that_is_away_ends_the_harvest_once_and_soon(
    upstream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(config, "ckanext.dongguan.harvest.sharing.url", "http://127.0.0.1:9")
    waits: list[float] = []

    with pytest.raises(SourceError, match="连接失败"):
        follow(replace(sharing_platform(), pause=waits.append), lambda *_: None)

    assert len(waits) == TRIES - 1


@pytest.mark.parametrize("kind", ["truncated", "gb18030", "dropped"])
def test_a_broken_list_ends_the_harvest_with_place_cause_and_remedy(
    upstream: str, kind: str
) -> None:
    misbehave(upstream, kind=kind, path="/share/catalog/page")

    with pytest.raises(SourceError) as problem:
        follow(patient(), lambda *_: None)

    assert all([problem.value.place, problem.value.cause, problem.value.remedy])


def test_a_vanished_record_is_refused_and_the_others_go_on(
    harvested: Tally, upstream: str
) -> None:
    misbehave(upstream, kind="vanished", every=10)

    tally = follow(sharing_platform(), lambda *_: None)

    assert 0 < tally.counts["refused"] < 20
    assert all("不存在" in refusal.reason for refusal in tally.refusals)


def test_duplicate_ids_do_not_make_two_datasets(harvested: Tally, upstream: str) -> None:
    before = model.Session.query(model.Package).count()
    misbehave(upstream, kind="duplicates", path="/share/catalog/page")

    follow(sharing_platform(), lambda *_: None)

    assert model.Session.query(model.Package).count() == before
