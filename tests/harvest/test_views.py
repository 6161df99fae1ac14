"""An operator registers, looks, approves and reads the errors on the room's pages."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from ckan.tests import factories, helpers

from ckanext.dongguan.clock import now
from ckanext.dongguan.harvest import jobs
from ckanext.dongguan.jobs.start import run_here

from .conftest import Remote
from .portal_server import package

Visit = Any


@pytest.fixture
def operator(app: Any) -> dict[str, str]:
    token = factories.SysadminWithToken()["token"]
    return {"Authorization": token}


def test_the_pages_are_for_those_who_look_after_harvests(app: Any) -> None:
    assert app.get("/ckan-admin/harvest", status=403).status_code == 403


def test_a_source_is_registered_previewed_and_approved(
    app: Any, operator: dict[str, str], remote: Remote, new_name: Any
) -> None:
    remote.portal.records = [package(1), package(2, tags="不是列表")]
    name = new_name("yemian")
    form = {
        "name": name, "title": "市交通局目录", "adapter": "ckan",
        "address": remote.portal.url,
        "owner_org": remote.owner,
        "private": "true", "grace_days": "3", "option-page_size": "50",
    }  # fmt: skip

    made = app.post("/ckan-admin/harvest/new", data=form, headers=operator)
    preview = app.get(f"/ckan-admin/harvest/{name}/preview", headers=operator)
    app.post(f"/ckan-admin/harvest/{name}/approve", headers=operator)
    page = app.get(f"/ckan-admin/harvest/{name}", headers=operator)

    assert made.status_code == 200
    assert "公交站点第1号" in preview.text
    assert "约定不符" in preview.text
    stored = helpers.call_action("dongguan_harvest_source_show", name=name)
    assert stored["approved_at"]
    assert stored["rules"] == {"grace_days": 3}
    assert stored["options"] == {"page_size": 50}
    assert "市交通局目录" in page.text


def test_a_wrong_source_says_field_by_field_what_is_wrong(
    app: Any, operator: dict[str, str]
) -> None:
    form = {
        "name": "大写",
        "title": "",
        "adapter": "ckan",
        "address": "ftp://x",
        "schedule": "x",
    }

    page = app.post("/ckan-admin/harvest/new", data=form, headers=operator)

    assert page.status_code == 200
    for word in ("小写字母", "http://", "30 2 * * *"):
        assert word in page.text


def test_each_kind_of_source_asks_for_what_applies_to_it_alone(
    app: Any, operator: dict[str, str]
) -> None:
    first = app.get("/ckan-admin/harvest/new", headers=operator).text
    drop = app.get("/ckan-admin/harvest/new?kind=file-drop", headers=operator).text
    web = app.get("/en/ckan-admin/harvest/new?kind=ckan", headers=operator).text
    provincial = app.get("/ckan-admin/harvest/new?kind=guangdong", headers=operator).text

    assert "kind=exchange-database" in first
    assert "未经核实" in provincial
    assert "完成标记" in drop
    assert 'id="field-hosts"' not in drop
    assert "Records a page" in web
    assert 'id="field-credentials"' not in web


def test_a_form_changes_nothing_that_it_does_not_show(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    remote.register(limits={"tries": 2}, rules={"grace_days": 0}, schedule="30 2 * * *")
    form = {"title": "改过的名称", "address": remote.portal.url, "owner_org": remote.owner,
            "private": "true", "is_active": "true", "grace_days": "0"}  # fmt: skip

    app.post(f"/ckan-admin/harvest/{remote.source}/edit", data=form, headers=operator)

    stored = helpers.call_action("dongguan_harvest_source_show", name=remote.source)
    assert stored["title"] == "改过的名称"
    assert stored["limits"]["tries"] == 2
    assert stored["approved_at"]


def test_a_new_source_takes_no_name_that_is_taken(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    form = {"name": remote.source, "title": "另一个", "adapter": "ckan",
            "address": "https://data.example.gov.cn"}  # fmt: skip

    page = app.post("/ckan-admin/harvest/new", data=form, headers=operator)

    stored = helpers.call_action("dongguan_harvest_source_show", name=remote.source)
    assert "请换一个短名称" in page.text
    assert stored["title"] == remote.source


def test_a_source_that_is_not_approved_is_not_run(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    helpers.call_action(
        "dongguan_harvest_source_save", name=remote.source, address="https://a.example.cn"
    )

    page = app.post(f"/ckan-admin/harvest/{remote.source}/run", headers=operator)

    assert "批准之前不写入任何数据" in page.text
    assert "取消运行" not in page.text


def test_an_attempt_that_made_no_run_says_why(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    remote.register(credentials="没有这个文件.json")

    run_here(jobs.job_name(remote.source), None, now(), lambda _progress: None)
    page = app.get(f"/ckan-admin/harvest/{remote.source}", headers=operator)

    assert "上一次没有运行起来" in page.text
    assert "凭据文件 没有这个文件.json" in page.text
    assert "SourceError" not in page.text


def test_a_confirmed_loss_is_not_asked_about_again(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    remote.portal.records = [package(n) for n in range(3)]
    remote.follow()
    remote.portal.records = []
    remote.follow()
    address = f"/ckan-admin/harvest/{remote.source}"

    asking = app.get(address, headers=operator)
    app.post(f"{address}/confirm", headers=operator)
    confirmed = app.get(address, headers=operator)

    assert f'action="{address}/confirm"' in asking.text
    assert f'action="{address}/confirm"' not in confirmed.text
    assert "已确认：下次运行时撤回这些记录" in confirmed.text


def test_a_source_is_forgotten_only_by_who_is_sure(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    address = f"/ckan-admin/harvest/{remote.source}"

    app.post(f"{address}/delete", headers=operator)
    kept = app.get(address, headers=operator)
    app.post(f"{address}/delete", data={"sure": "true"}, headers=operator)

    assert remote.source in kept.text
    assert app.get(address, headers=operator, status=404).status_code == 404


def test_the_errors_of_a_run_stand_on_its_page_and_in_a_table(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    remote.portal.records = [package(1), package(2, title="=1+1", tags="不是列表")]
    remote.follow()
    run = helpers.call_action("dongguan_harvest_run_list", source=remote.source)[0]["id"]

    page = app.get(f"/ckan-admin/harvest/runs/{run}", headers=operator)
    table = app.get(f"/ckan-admin/harvest/runs/{run}/faults.csv", headers=operator)

    rows = list(csv.reader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert "约定不符" in page.text
    assert rows[0] == ["记录标识", "名称", "位置", "原因", "处理办法"]
    assert (rows[1][0], rows[1][1]) == ("yuanjilu-2", "'=1+1")


def test_a_run_is_started_and_cancelled_by_a_button(
    app: Any, operator: dict[str, str], remote: Remote
) -> None:
    address = f"/ckan-admin/harvest/{remote.source}"

    app.post(f"{address}/run", headers=operator)
    waiting = app.get(address, headers=operator)
    app.post(f"{address}/cancel", headers=operator)

    (run,) = helpers.call_action(
        "dongguan_job_run_list", job=f"harvest-{remote.source}", limit=1
    )["results"]
    assert "取消运行" in waiting.text
    assert run["state"] == "cancelled"
