"""The page of jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.clock import now
from ckanext.dongguan.jobs import execution, history
from ckanext.dongguan.jobs.definition import Run
from ckanext.dongguan.jobs.state import Event

Make = Callable[..., Any]
PAGE = "/ckan-admin/jobs"


@pytest.fixture
def sysadmin(portal: None) -> dict[str, str]:
    """Give the headers of a system administrator."""
    return {"Authorization": factories.SysadminWithToken()["token"]}


def start(job: Any) -> str:
    return str(helpers.call_action("dongguan_job_run", name=job.name)["id"])


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", PAGE), ("post", f"{PAGE}/jobs-sweep/run"), ("post", f"{PAGE}/jobs-sweep/enable"),
     ("post", f"{PAGE}/jobs-sweep/disable"), ("post", f"{PAGE}/runs/x/cancel")],
)  # fmt: skip
def test_nobody_else_sees_or_changes_jobs(
    app: Any, declare: Make, method: str, path: str
) -> None:
    user = {"Authorization": factories.UserWithToken()["token"]}

    for headers in ({}, user):
        answer = getattr(app, method)(path, headers=headers, follow_redirects=False)
        assert answer.status_code == 403


def test_a_system_administrator_sees_jobs_and_runs(
    app: Any, declare: Make, sysadmin: dict[str, str]
) -> None:
    job = declare(title="Test job <b>")
    start(job)

    page = app.get(PAGE, headers=sysadmin)

    assert page.status_code == 200
    assert job.name in page.text
    assert 'data-state="queued"' in page.text
    assert "Test job &lt;b&gt;" in page.text
    assert "Test job <b>" not in page.text


def test_the_role_counts_and_not_ckans_own_mark(
    app: Any, declare: Make, holder: Callable[..., dict[str, Any]]
) -> None:
    keeper = {"Authorization": holder("system_administrator")["token"]}
    auditor = {"Authorization": holder("auditor")["token"]}
    name = declare().name

    page = app.get(PAGE, headers=keeper)
    started = app.post(f"{PAGE}/{name}/run", headers=keeper, follow_redirects=False)

    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert name in page.text
    assert started.status_code == 302
    assert app.get(PAGE, headers=auditor).status_code == 403


def test_the_page_speaks_chinese(app: Any, declare: Make, sysadmin: dict[str, str]) -> None:
    start(declare())

    page = app.get(PAGE, headers=sysadmin).text

    for word in ("定时任务", "停用", "取消运行", "等待中", "时间均为北京时间"):
        assert word in page


def test_the_page_is_a_tab_of_the_administration(
    app: Any, declare: Make, sysadmin: dict[str, str]
) -> None:
    assert f'href="{PAGE}"' in app.get("/ckan-admin/", headers=sysadmin).text


def test_every_form_carries_a_token_and_posts(
    app: Any, declare: Make, sysadmin: dict[str, str]
) -> None:
    start(declare())

    page = app.get(PAGE, headers=sysadmin).text

    forms = page.split('method="post"')[1:]
    assert len(forms) >= 3
    assert all("_csrf_token" in form.split("</form>")[0] for form in forms)


def test_the_start_button_queues_a_run_and_leads_back(
    app: Any, declare: Make, sysadmin: dict[str, str], runs_of: Make
) -> None:
    job = declare()

    answer = app.post(f"{PAGE}/{job.name}/run", headers=sysadmin, follow_redirects=False)

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(PAGE)
    assert [run.state for run in runs_of(job.name)] == ["queued"]


def test_a_second_start_is_refused_in_a_sentence(
    app: Any, declare: Make, sysadmin: dict[str, str], runs_of: Make
) -> None:
    job = declare()
    start(job)

    answer = app.post(f"{PAGE}/{job.name}/run", headers=sysadmin)

    assert answer.status_code == 200
    assert len(runs_of(job.name)) == 1


def test_the_cancel_button_cancels_and_then_offers_force(
    app: Any, declare: Make, sysadmin: dict[str, str], runs_of: Make
) -> None:
    pages: list[str] = []

    def work(run: Run) -> None:
        url = f"{PAGE}/runs/{run.id}/cancel"
        app.post(url, headers=sysadmin, follow_redirects=False)
        pages.append(app.get(PAGE, headers=sysadmin).text)
        run.heartbeat()

    job = declare(work)
    execution.perform(start(job))

    assert 'name="force" value="true"' in pages[0]
    assert "<progress" in pages[0]
    assert runs_of(job.name)[0].state == "cancelled"


def test_a_job_is_switched_off_and_on(
    app: Any, declare: Make, sysadmin: dict[str, str], job_row: Make
) -> None:
    name = declare().name

    app.post(f"{PAGE}/{name}/disable", headers=sysadmin, follow_redirects=False)
    assert job_row(name).is_enabled is False
    app.post(f"{PAGE}/{name}/enable", headers=sysadmin, follow_redirects=False)
    assert job_row(name).is_enabled is True


def test_the_cause_of_a_failure_is_shown_as_text(
    app: Any, declare: Make, sysadmin: dict[str, str]
) -> None:
    def work(_run: Run) -> None:
        raise ValueError("<script>alert(1)</script>")

    execution.perform(start(declare(work)))

    page = app.get(PAGE, headers=sysadmin).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_runs_are_paged_within_a_job(
    app: Any, declare: Make, sysadmin: dict[str, str], runs_of: Make
) -> None:
    job = declare()
    start(job)
    for _ in range(31):
        with model.meta.engine.begin() as connection:
            last = runs_of(job.name)[-1].id
            history.happen(connection, last, Event.CANCEL)
            history.add(connection, job.name, None, now())

    first = app.get(f"{PAGE}?job={job.name}", headers=sysadmin).text
    second = app.get(f"{PAGE}?job={job.name}&offset=30", headers=sysadmin).text

    assert (first.count('id="run-'), second.count('id="run-')) == (30, 2)
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    ("path", "status"),
    [(f"{PAGE}?state=tired", 400), (f"{PAGE}?offset=x", 400), (f"{PAGE}?job=nope", 404),
     (f"{PAGE}?offset=99999999999999999999999", 200), (f"{PAGE}?job=任务", 404)],
)  # fmt: skip
def test_a_bad_address_is_no_server_error(
    app: Any, declare: Make, sysadmin: dict[str, str], path: str, status: int
) -> None:
    assert app.get(path, headers=sysadmin).status_code == status


@pytest.mark.parametrize("path", ["nope/run", "nope/enable", "runs/nope/cancel"])
def test_an_unknown_job_or_run_is_not_found(
    app: Any, declare: Make, sysadmin: dict[str, str], path: str
) -> None:
    assert app.post(f"{PAGE}/{path}", headers=sysadmin).status_code == 404
