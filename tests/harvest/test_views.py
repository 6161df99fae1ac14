"""An operator registers, looks, approves and reads the errors on the room's pages."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from ckan.tests import factories, helpers

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
        "private": "true", "grace_days": "3", "options": "page_size=50",
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
