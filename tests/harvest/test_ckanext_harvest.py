"""ckanext-harvest beside our engine: its consumers, its harvesters, its pages, one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.common import config
from ckan.tests import factories, helpers
from ckanext.harvest import queue

from ckanext.dongguan.harvest import mending
from ckanext.dongguan.harvest.anchor import STATE
from ckanext.dongguan.harvesters.problem import SourceError

from .conftest import Remote, register
from .consumers import audience, job_of, start, work, written
from .portal_server import Portal, package
from .portal_server import served as served_portal
from .test_dcat import dataset, turtle
from .told_server import served

LIMITS = {"private": True, "calls_per_second": 0}


@pytest.fixture(autouse=True)
def _own_queues(new_name: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test queues of its own in the real Redis."""
    monkeypatch.setitem(config, "ckan.site_id", new_name("duilie"))


@pytest.fixture
def foreign_portal(
    portal: None, department: dict[str, Any], new_name: Callable[[str], str]
) -> Iterator[tuple[Portal, str]]:
    """Serve a portal that ckanext-harvest's own CKAN harvester follows."""
    with served_portal() as upstream:
        name = new_name("ckan-laiyuan")
        register(
            name, adapter="ckanext-harvest:ckan", address=upstream.url, limits=LIMITS,
            owner_org=department["name"], options={"config": '{"force_all": true}'},
        )  # fmt: skip
        yield upstream, name


def follow_feed(source: str, address: str, department: str) -> None:
    """Register a DCAT feed for ckanext-dcat's harvester, and follow it."""
    register(
        source, adapter="ckanext-harvest:dcat_rdf", address=address, limits=LIMITS,
        owner_org=department, options={"config": '{"rdf_format": "text/turtle"}'},
    )  # fmt: skip
    start(source)
    work()


def test_our_engine_runs_through_the_consumers(remote: Remote) -> None:
    remote.portal.records = [package(1), package(2), package(3, title=None)]

    start(remote.source)
    work()

    job = job_of(remote.source)
    assert job["status"] == "Finished"
    assert job["stats"]["deleted"] == 0
    assert {p.title for p in remote.stored().values()} == {"公交站点第1号", "公交站点第2号"}
    assert "yuanjilu-3" in job["object_error_summary"][0]["message"]


def test_a_second_job_of_our_engine_has_not_modified_anything(remote: Remote) -> None:
    remote.portal.records = [package(1)]
    remote.follow()

    start(remote.source)
    work()

    assert job_of(remote.source)["stats"]["not modified"] == 1


def test_the_ckan_harvester_writes_for_the_government_what_nobody_decided(
    foreign_portal: tuple[Portal, str], department: dict[str, Any]
) -> None:
    upstream, source = foreign_portal
    upstream.records = [
        {**package(source), "name": f"{source}-1", "extras": [{"key": "guid", "value": "7"}],
         "metadata_modified": "2026-02-01T00:00:00"},
    ]  # fmt: skip

    start(source)
    work()

    job = job_of(source)
    assert job["gather_error_summary"] == job["object_error_summary"] == []
    (found,) = written(source)
    assert found.owner_org == department["id"]
    assert audience(found) == "government"
    assert found.private


def test_the_rdf_harvester_writes_for_the_government_what_nobody_decided(
    portal: None, department: dict[str, Any], new_name: Callable[[str], str]
) -> None:
    source = new_name("rdf-laiyuan")
    with served() as told:
        told.answers["/catalog.ttl"] = lambda *_: (
            "text/turtle",
            turtle(dataset(1), dataset(2)),
        )
        follow_feed(source, f"{told.url}/catalog.ttl", department["name"])

    job = job_of(source)
    assert job["gather_error_summary"] == job["object_error_summary"] == []
    assert len(written(source)) == 2
    assert {audience(one) for one in written(source)} == {"government"}
    assert {one.title for one in written(source)} == {"公交站点第1号", "公交站点第2号"}
    assert {one.extras["theme"] for one in written(source)} == {"04"}


def test_a_next_page_that_is_a_file_of_our_machine_is_refused_and_told(
    portal: None, department: dict[str, Any], new_name: Callable[[str], str], tmp_path: Path
) -> None:
    source, secret = new_name("rdf-laiyuan"), tmp_path / "catalog.ttl"
    secret.write_bytes(turtle(dataset(2)))
    # In a literal: an address would be made absolute.
    page = turtle(dataset(1), f'<> a hydra:PagedCollection ; hydra:nextPage "{secret}" .')
    with served() as told:
        told.answers["/catalog.ttl"] = lambda *_: ("text/turtle", page)
        follow_feed(source, f"{told.url}/catalog.ttl", department["name"])

    (error,) = job_of(source)["gather_error_summary"]
    assert f"文件 {secret}" in error["message"]
    assert written(source) == []


def test_a_source_is_one_record_and_what_refers_to_it_is_seen_nowhere(
    foreign_portal: tuple[Portal, str], app: Any
) -> None:
    _upstream, source = foreign_portal

    anchor = model.Package.get(source)
    shown = helpers.call_action("harvest_source_show", id=source)

    assert anchor.state == STATE
    assert shown["title"] == source
    assert helpers.call_action("package_search", fq=f"id:{source}")["count"] == 0
    assert app.get(f"/dataset/{source}", status=404)
    with pytest.raises(tk.ValidationError, match="name"):
        helpers.call_action("harvest_source_create", name="other", url="http://x", title="x")


def test_its_pages_lead_to_ours_and_show_jobs_in_chinese(
    foreign_portal: tuple[Portal, str], app: Any
) -> None:
    upstream, source = foreign_portal
    upstream.records = [{**package(source), "name": f"{source}-1"}]
    start(source)
    work()
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    for path in (f"/harvest/{source}", f"/harvest/admin/{source}", f"/harvest/about/{source}"):
        answer = app.get(path, headers=headers, follow_redirects=False)
        assert answer.headers["Location"].endswith(f"/ckan-admin/harvest/{source}")
    assert app.get("/harvest", headers=headers, follow_redirects=False).status_code == 302
    for path in (f"/harvest/{source}/job", f"/harvest/{source}/job/last"):
        page = app.get(path, headers=headers)
        assert "ckanext-harvest 的任务" in page.text
        assert "已结束" in page.text
        assert "Harvest</a>" not in page.text
        app.get(path, status=403)


def test_a_harvester_is_sent_into_a_private_network_only_where_it_is_declared(
    foreign_portal: tuple[Portal, str],
) -> None:
    upstream, source = foreign_portal
    helpers.call_action("dongguan_harvest_source_save", name=source, limits={"private": False})
    helpers.call_action("dongguan_harvest_source_approve", name=source)

    with pytest.raises(SourceError, match="内部网络"):
        start(source)

    assert upstream.asked == []


def test_a_redirect_to_elsewhere_is_told_in_the_job_and_not_followed(
    foreign_portal: tuple[Portal, str],
) -> None:
    upstream, source = foreign_portal
    with served_portal() as elsewhere:
        elsewhere.records = [package(source)]
        upstream.answer = lambda handler: handler.send(
            302, b"", Location=f"{elsewhere.url}{handler.path}"
        )

        start(source)
        work()

        (error, *_more) = job_of(source)["gather_error_summary"]
        assert "不在该来源允许访问的主机之内" in error["message"]
        assert upstream.asked
        assert elsewhere.asked == []


def test_what_is_wrong_with_a_harvester_s_settings_is_said(portal: None) -> None:
    with pytest.raises(tk.ValidationError, match="config"):
        register(
            "rdf-falsch", adapter="ckanext-harvest:dcat_rdf", address="http://x.example/c.ttl",
            options={"config": '{"rdf_format": 5}'},
        )  # fmt: skip


def test_actions_and_auth_functions_of_ckanext_harvest_are_kept_apart(portal: None) -> None:
    assert "send_mail" not in mending.actions()
    assert "harvest_sources_clear" not in mending.actions()
    assert "harvest_sources_clear" in mending.auth_functions()


def test_a_consumer_waits_for_work_as_long_as_it_takes(portal: None) -> None:
    options = queue.get_connection().connection_pool.connection_kwargs

    assert options["socket_timeout"] is None
