"""Pages of ckanext-harvest about a job: a link changes nothing, a button does."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories
from ckanext.harvest.model import HarvestJob

from .conftest import Remote


@pytest.fixture
def job(remote: Remote) -> str:
    context = {"ignore_auth": True, "model": model, "session": model.Session}
    made = tk.get_action("harvest_job_create")(
        context, {"source_id": remote.source, "run": False}
    )
    return str(made["id"])


def status_of(job: str) -> str:
    model.Session.remove()
    return str(HarvestJob.get(job).status)


def test_a_job_is_cancelled_by_a_button_and_by_no_link(
    app: Any, remote: Remote, job: str
) -> None:
    operator = {"Authorization": factories.SysadminWithToken()["token"]}
    page = f"/harvest/{remote.source}/job/{job}"

    shown = app.get(page, headers=operator)
    app.get(f"{page}/abort", headers=operator)
    linked = status_of(job)
    app.post(f"{page}/abort", headers=operator)
    pressed = status_of(job)
    again = app.post(f"{page}/abort", headers=operator)

    assert f'action="{page}/abort"' in shown.text
    assert (linked, pressed, again.status_code) == ("New", "Finished", 200)
