"""Our engine as a harvester of ckanext-harvest: gather names the run, import does it."""

from __future__ import annotations

from typing import Any

from ckan import model

from ckanext.dongguan.harvesters.difference import Outcome
from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.harvesters.run import Result

from . import kinds
from .following import Wish, follow

BY = "(ckanext-harvest)"
TITLE = "东莞汇聚引擎"


class EngineHarvester:
    """The stages of IHarvester; one object stands for a run of the engine."""

    def info(self) -> dict[str, str]:
        """Name the harvester."""
        description = "共享平台、前置机、文件投递等来源，由本门户的引擎整体比对后成批收录"
        return {"name": kinds.OWN, "title": TITLE, "description": description}

    def validate_config(self, config: str) -> str:
        """Take any: settings of a source stand in its own record."""
        return config

    def gather_stage(self, harvest_job: Any) -> list[str]:
        """Make the object that stands for the run."""
        from ckanext.harvest.model import HarvestObject

        run = HarvestObject(guid=harvest_job.source.id, job=harvest_job, content="")
        run.save()
        return [str(run.id)]

    def fetch_stage(self, harvest_object: Any) -> bool:  # noqa: ARG002 - IHarvester's
        """Fetch nothing yet: the engine reads as it compares."""
        return True

    def import_stage(self, harvest_object: Any) -> bool | str:
        """Follow the source; tell faults as errors of the object."""
        source = str(harvest_object.source.id)
        try:
            _run, result = follow(Wish(source=source, by=BY), _Silent())
        except SourceError as problem:
            _tell(harvest_object, [str(problem)])
            return False
        _tell(harvest_object, _said(result))
        if result.problem:
            return False
        is_still = set(result.tally.counts) <= {Outcome.UNCHANGED, Outcome.STILL_REFUSED}
        return "unchanged" if is_still else True


def _said(result: Result) -> list[str]:
    said = [f"{one.remote_id} {one.title} {one.sentence}" for one in result.tally.faults]
    return [*said, str(result.problem)] if result.problem else said


def _tell(harvest_object: Any, sentences: list[str]) -> None:
    from ckanext.harvest.model import HarvestObjectError

    # The run gave its session back; the object belongs to this one now.
    model.Session.add(harvest_object)
    # One that is not counts as a deletion in the reports.
    harvest_object.current = True
    for sentence in sentences:
        HarvestObjectError.create(message=sentence, object=harvest_object, stage="Import")


class _Silent:
    def progress(self, done: int, total: int, message: str = "") -> None:
        """Hear how far the run is; ckanext-harvest does not ask."""
