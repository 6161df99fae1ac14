"""The consumers of ckanext-harvest at work, and what they leave behind."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import helpers
from ckanext.harvest import queue
from ckanext.harvest.model import HarvestJob, HarvestObject

from ckanext.dongguan.harvest import elsewhere, sources
from ckanext.dongguan.harvest.jobs import declared

from .conftest import Silent


def work() -> None:
    """Do what the two consumers do until nothing waits, then let the job be finished."""
    for consumer, callback in (
        (queue.get_gather_consumer(), queue.gather_callback),
        (queue.get_fetch_consumer(), queue.fetch_callback),
    ):
        while (message := consumer.basic_get(queue=""))[2] is not None:
            callback(consumer, *message)
    jobs = {job.name: job for job in declared()}
    jobs["harvest-elsewhere"].run(Silent())  # type: ignore[arg-type]
    model.Session.remove()


def start(source: str) -> None:
    found = sources.find(source, with_credentials=False)
    assert found
    elsewhere.start(found)


def job_of(source: str) -> dict[str, Any]:
    found = HarvestJob.filter(source_id=source).order_by(HarvestJob.created.desc()).first()
    context = {"ignore_auth": True, "model": model, "session": model.Session}
    return dict(tk.get_action("harvest_job_show")(context, {"id": found.id}))


def written(source: str) -> list[Any]:
    query = model.Session.query(model.Package).join(
        HarvestObject, HarvestObject.package_id == model.Package.id
    )
    return list(query.filter(HarvestObject.harvest_source_id == source))


def audience(dataset: Any) -> str:
    return str(helpers.call_action("dongguan_openness_show", id=dataset.id)["audience"])
