"""The overview: what is restricted, and what would be visible to whom."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.audit.model import entries
from ckanext.dongguan.openness import overview, policy, sight
from ckanext.dongguan.openness.actor import Standing
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.policy import Operation

from ..counting import counted

Make = Callable[..., dict[str, Any]]
PAGE = "/dongguan/openness"
MASKED = {
    "id": "1", "title": "标题", "secrecy_basis": "内部", "items": [{"name": "列"}],
    "resources": [{"id": "2", "name": "文件", "url": "http://a", "hash": "x"}],
}  # fmt: skip


@pytest.fixture
def keeper(holder: Make) -> dict[str, str]:
    """Give the headers of a data administrator."""
    return {"Authorization": holder("data_administrator")["token"]}


def listed(**asked: Any) -> dict[str, Any]:
    return dict(helpers.call_action("dongguan_openness_list", **asked))


def test_a_row_says_who_why_when_and_by_whom(dataset: Make, holder: Make, app: Any) -> None:
    made = dataset(open_class="conditional", open_condition="申请", level="1")
    keeper = holder("data_administrator")
    wish = {"id": made["id"], "state": "frozen", "inner_reason": "发现个人信息"}
    helpers.call_action("dongguan_life_cycle_update", {"user": keeper["name"]}, **wish)

    (row,) = listed(department=made["owner_org"])["results"]

    assert (row["case"], row["cause"], row["life"]) == ("stopped", "frozen", "frozen")
    assert (row["basis"], row["changed_by"]) == ("发现个人信息", keeper["name"])
    assert (row["level"], row["title"], row["read_at"]) == ("1", made["title"], None)
    assert row["changed_at"].endswith("+08:00")


def test_the_last_allowed_reading_is_told_and_no_refusal(dataset: Make, app: Any) -> None:
    made = dataset(open_class="conditional", open_condition="申请")
    facts = {"event": "data_read", "operation": "file_download", "dataset": made["id"]}
    for outcome in ("allow", "deny"):
        helpers.call_action("dongguan_audit_write", **facts, outcome=outcome)
        model.Session.commit()
    query = sa.select(entries.c.at).where(
        entries.c.dataset == made["id"], entries.c.outcome == "allow",
        entries.c.event == "data_read",
    )  # fmt: skip

    (row,) = listed(department=made["owner_org"])["results"]

    at = model.Session.execute(query).scalar_one()
    assert row["read_at"][:16] == at.astimezone(ZoneInfo("Asia/Shanghai")).isoformat()[:16]


def test_what_is_open_is_left_out_unless_asked_for(dataset: Make) -> None:
    made = dataset()
    owner = made["owner_org"]

    assert listed(department=owner)["count"] == 0
    assert listed(department=owner, case="all")["count"] == 1
    assert listed(department=owner, case="open")["results"][0]["id"] == made["id"]
    assert listed(department=owner)["cases"] == {"open": 1}


def test_a_page_costs_few_statements_however_long_it_is(dataset: Make) -> None:
    for _ in range(12):
        made = dataset(open_class="withheld", withheld_basis="依法")

    with counted() as cost:
        found = listed(department=made["owner_org"])

    assert found["count"] == len(found["results"]) == 12
    assert len(cost["ckan"]) <= 5


def test_an_auditor_counts_and_reads_no_titles_of_hidden_entries(
    dataset: Make, app: Any, holder: Make
) -> None:
    made = dataset(open_class="withheld", withheld_basis="依法秘密", title="金丝雀总览标题")
    auditor = {"Authorization": holder("auditor")["token"]}

    for address in (
        f"{PAGE}?department={made['owner_org']}",
        f"{PAGE}/export?department={made['owner_org']}",
    ):
        answer = app.get(address, headers=auditor)

        assert answer.status_code == 200
        assert made["id"] not in answer.text
        assert "不予开放，目录不公开" in answer.text
        assert "金丝雀" not in answer.text
        assert "依法秘密" not in answer.text
    assert app.get(f"{PAGE}/{made['id']}/view", headers=auditor).status_code == 403


@pytest.mark.parametrize("role", [None, "system_administrator"])
def test_nobody_else_sees_the_overview(app: Any, holder: Make, role: str | None) -> None:
    person = holder(role) if role else factories.UserWithToken()

    for headers in ({}, {"Authorization": person["token"]}):
        for address in (PAGE, f"{PAGE}/export", "/api/3/action/dongguan_openness_list"):
            assert app.get(address, headers=headers).status_code == 403


def test_the_export_holds_all_rows_and_no_formula(
    dataset: Make, app: Any, keeper: dict[str, str]
) -> None:
    made = dataset(open_class="withheld", withheld_basis="=1+1")

    answer = app.get(f"{PAGE}/export?department={made['owner_org']}", headers=keeper)

    head, row = csv.reader(StringIO(answer.text.removeprefix("\ufeff")))
    assert head[:2] == ["数据集编号", "标题"] or len(head) == len(row)
    assert row[0] == made["id"]
    assert "'=1+1" in row


def test_the_export_tells_each_once_though_one_is_decided_about_meanwhile(
    dataset: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [dataset(open_class="withheld", withheld_basis="依法") for _ in range(4)]
    owner = made[0]["owner_org"]
    chosen = overview.Selection(cases=frozenset(Case), department=owner)
    monkeypatch.setattr(overview, "_AT_ONCE", 2)

    lots = overview.every(chosen)
    told = [row.id for row in next(lots)[0]]
    wish = {"id": made[0]["id"], "state": "frozen", "inner_reason": "核查"}
    helpers.call_action("dongguan_life_cycle_update", **wish)
    told += [row.id for rows, _ in lots for row in rows]

    assert told == [one["id"] for one in reversed(made[1:])]


def test_an_english_page_names_departments_and_licences_in_english(
    dataset: Make, app: Any, keeper: dict[str, str]
) -> None:
    helpers.call_action("dongguan_directory_prepare")
    transport = helpers.call_action("organization_show", id="dg-jtysj")["id"]
    made = dataset(open_class="conditional", open_condition="申请", owner_org=transport)

    chosen = app.get(f"/en{PAGE}?department={transport}", headers=keeper).text
    seen = app.get(f"/en{PAGE}/{made['id']}/view?as=own_member", headers=keeper).text

    assert "Dongguan Transport Bureau" in chosen
    assert "东莞市交通运输局" not in chosen
    assert "Dongguan Transport Bureau" in seen
    assert "dg-open" not in seen


@pytest.mark.parametrize("query", ["case=nothing", "offset=-1", "offset=x"])
def test_odd_wishes_are_refused_with_a_reason(
    app: Any, keeper: dict[str, str], query: str
) -> None:
    assert app.get(f"{PAGE}?{query}", headers=keeper).status_code == 400


@pytest.mark.parametrize("case", Case)
@pytest.mark.parametrize("standing", Standing)
def test_sight_is_what_the_table_gives(case: Case, standing: Standing) -> None:
    seen = sight.of(MASKED, case, standing, policy.load())

    entry = seen.outcomes[Operation.ENTRY]
    assert (seen.entry is not None) is entry.is_given
    if seen.entry is not None and entry.value == "mask":
        assert "secrecy_basis" not in seen.entry
    if seen.entry and case is not Case.OPEN and entry.value == "mask":
        assert all("url" not in each for each in seen.entry["resources"])


def test_visible_to_whom_is_shown_for_each_and_put_on_record(
    dataset: Make, app: Any, keeper: dict[str, str]
) -> None:
    made = dataset(title="金丝雀可见性", secrecy_basis="")

    pages = {
        standing: app.get(f"{PAGE}/{made['id']}/view?as={standing}", headers=keeper).text
        for standing in ("anonymous", "own_member", "own_reviewer")
    }

    assert "金丝雀可见性" not in pages["anonymous"]
    assert "看不出该条目存在" in pages["anonymous"]
    assert "金丝雀可见性" in pages["own_member"]
    assert "测试单位保密办" not in pages["own_member"]
    assert "测试单位保密办" in pages["own_reviewer"]
    assert "无条件开放" in pages["own_member"]
    assert not any(code in pages["own_member"] for code in ("isopen", "metadata_created"))
    query = sa.select(entries.c.operation).where(
        entries.c.dataset == made["id"], entries.c.event == "view_as"
    )
    assert set(model.Session.scalars(query)) == set(pages)


def test_nobody_sees_through_another_s_eyes_what_is_kept_from_them(
    dataset: Make, app: Any, holder: Make
) -> None:
    made = dataset(secrecy_basis="")
    guard = {"Authorization": holder("security_administrator")["token"]}

    page = app.get(f"{PAGE}/{made['id']}/view?as=own_reviewer", headers=guard)

    assert page.status_code == 200
    assert "测试单位保密办" not in page.text
