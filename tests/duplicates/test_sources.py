"""Candidates found, decided about, and shown on the pages of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.duplicates import finding
from ckanext.dongguan.duplicates.model import candidates

Make = Callable[..., dict[str, Any]]
ITEMS = [{"name": n, "type": "C"} for n in ("雨量站编号", "站点名称", "时段雨量")]


@pytest.fixture
def bureau(holder: Make) -> dict[str, Any]:
    return holder("data_administrator")


@pytest.fixture
def pair(
    dataset: Make, new_name: Callable[[str], str], bureau: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    other = factories.Organization(name=new_name("qita"))
    title = f"东莞市{new_name('雨量站')}实时雨量"
    return (
        dataset(title=title, items=ITEMS),
        dataset(title=f"{title}信息", items=ITEMS, owner_org=other["id"]),
    )


def compare(pair: Any) -> None:
    """Look for pairs, and keep this test's: those of other tests would fill the first page."""
    finding.renew()
    ids = [one["id"] for one in pair]
    other = sa.or_(candidates.c.first.not_in(ids), candidates.c.second.not_in(ids))
    model.Session.execute(sa.delete(candidates).where(other))
    model.Session.commit()


def listed(person: dict[str, Any]) -> list[dict[str, Any]]:
    context = {"user": person["name"], "ignore_auth": False}
    return list(helpers.call_action("dongguan_duplicate_list", context)["pairs"])


def of(rows: list[dict[str, Any]], pair: Any) -> list[dict[str, Any]]:
    ids = {one["id"] for one in pair}
    return [row for row in rows if {row["first"]["id"], row["second"]["id"]} == ids]


def decide(person: dict[str, Any], pair: Any, source: str, reason: str = "主管部门") -> Any:
    context = {"user": person["name"], "ignore_auth": False}
    first, second = (one["id"] for one in pair)
    return helpers.call_action(
        "dongguan_source_name", context, first=first, second=second, source=source,
        reason=reason,
    )  # fmt: skip


def test_a_pair_is_found_with_its_reasons(pair: Any, bureau: dict[str, Any]) -> None:
    compare(pair)

    (row,) = of(listed(bureau), pair)

    assert row["score"] == 1.0
    assert row["reasons"]["shared_items"] == sorted(one["name"] for one in ITEMS)
    assert row["reasons"]["keys"] is None


def test_a_sample_of_another_city_accuses_nobody(
    pair: Any, dataset: Make, new_name: Callable[[str], str]
) -> None:
    name, title = new_name("yangli"), f"样例：{new_name('佛山市')}"
    sample = factories.Organization(name=name, title=title, provider_class="society")
    elsewhere = dataset(title=pair[0]["title"], items=ITEMS, owner_org=sample["id"])

    finding.renew()

    found = model.Session.execute(sa.select(candidates.c.first, candidates.c.second)).all()
    assert any({*row} == {one["id"] for one in pair} for row in found)
    assert not any(elsewhere["id"] in row for row in found)


def test_each_page_points_to_the_other_once_decided(
    app: Any, pair: Any, bureau: dict[str, Any]
) -> None:
    source, other = pair
    compare(pair)

    decide(bureau, pair, source["id"])

    assert of(listed(bureau), pair) == []
    assert "本数据的权威来源：" in app.get(f"/dataset/{other['name']}").body
    assert f"/dataset/{source['name']}" in app.get(f"/dataset/{other['name']}").body
    assert "以下数据以本数据为准：" in app.get(f"/dataset/{source['name']}").body


def test_two_that_were_told_apart_are_not_asked_about_again(
    pair: Any, bureau: dict[str, Any]
) -> None:
    decide(bureau, pair, "", "统计口径不同")

    compare(pair)

    assert of(listed(bureau), pair) == []


def test_every_way_ends_at_one_source(pair: Any, dataset: Make, bureau: dict[str, Any]) -> None:
    first, second = pair
    third = dataset(title="第三个")

    decide(bureau, pair, first["id"])
    decide(bureau, (first, third), third["id"])

    for one in pair:
        shown = helpers.call_action("dongguan_source_show", {"user": ""}, id=one["id"])
        assert shown["source"]["id"] == third["id"]

    decide(bureau, (first, third), first["id"])
    shown = helpers.call_action("dongguan_source_show", {"user": ""}, id=first["id"])

    assert shown["source"] is None
    assert {one["id"] for one in shown["others"]} == {second["id"], third["id"]}


def test_a_source_that_nobody_may_know_of_is_not_named(
    dataset: Make, bureau: dict[str, Any]
) -> None:
    hidden = dataset(open_class="withheld", directory_visibility="internal")
    public = dataset(title="公开的")
    decide(bureau, (hidden, public), hidden["id"])

    shown = helpers.call_action("dongguan_source_show", {"user": ""}, id=public["id"])

    assert shown == {"source": None, "others": []}


@pytest.mark.parametrize(
    ("source", "reason"), [("other", "x"), ("first", ""), ("first", "长" * 301)]
)
def test_a_decision_that_is_none_is_refused(
    source: str, reason: str, pair: Any, dataset: Make, bureau: dict[str, Any]
) -> None:
    chosen = pair[0]["id"] if source == "first" else dataset(title="别的")["id"]

    with pytest.raises(tk.ValidationError, match=r"source|reason"):
        decide(bureau, pair, chosen, reason)


def test_only_who_looks_after_sources_decides(app: Any, pair: Any) -> None:
    for person in (factories.SysadminWithToken(), factories.UserWithToken()):
        headers = {"Authorization": person["token"]}
        app.get("/duplicates", headers=headers, status=403)
        app.post("/duplicates", data={}, headers=headers, status=403)
    app.get("/duplicates", status=403)


def test_the_page_explains_and_notes_a_decision(
    app: Any, pair: Any, bureau: dict[str, Any]
) -> None:
    compare(pair)
    headers = {"Authorization": bureau["token"]}
    form = {"first": pair[0]["id"], "second": pair[1]["id"], "verdict": "source"}

    page = app.get("/duplicates", headers=headers).body
    wrong = app.post("/duplicates", data={**form, "reason": "主管部门"}, headers=headers)
    app.post("/duplicates", headers=headers,
             data={**form, "source": pair[0]["id"], "reason": "主管部门"})  # fmt: skip

    assert "相似度" in page
    assert "时段雨量" in page
    assert wrong.status_code == 400
    assert of(listed(bureau), pair) == []


def test_an_english_page_uses_the_english_title(
    app: Any, pair: Any, bureau: dict[str, Any]
) -> None:
    helpers.call_action("package_patch", id=pair[0]["id"], title_en="Rain gauges of today")
    compare(pair)

    page = app.get("/en/duplicates", headers={"Authorization": bureau["token"]}).body

    assert "Rain gauges of today" in page
