"""The harvesters of ckanext-harvest, kept to their source: they call the network themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from ckan.common import config

from ckanext.dongguan.harvesters.confinement import ConfinedError, confined, place_of
from ckanext.dongguan.harvesters.source import Source

from . import kinds, sources, turns

# What writing a record calls: the index, and what the processes of the portal share.
OWN_SERVICES = ("solr_url", "ckan.redis.url")
STAGES = ("gather_stage", "fetch_and_import_stages")
Stage = Callable[[Any, Any], Any]


def guard(queue: Any) -> None:
    """Put a guard around the stages that the consumers call; repeated, it changes nothing."""
    for name in STAGES:
        stage = getattr(queue, name)
        setattr(queue, name, _guarded(getattr(stage, "__wrapped__", stage)))


def _guarded(stage: Stage) -> Stage:
    @wraps(stage)
    def guarded(harvester: Any, subject: Any) -> Any:
        if harvester.info()["name"] == kinds.OWN:
            return stage(harvester, subject)
        own = [place_of(config[name]) for name in OWN_SERVICES]
        try:
            with confined(_source(subject.source), own, turns.turn, code=_package(harvester)):
                return stage(harvester, subject)
        except ConfinedError as refusal:
            # Most harvesters take it for a broken connection; one that does not ends here.
            return _told(subject, str(refusal))

    return guarded


def _package(harvester: Any) -> str:
    """Name the extension that a harvester comes with."""
    return ".".join(type(harvester).__module__.split(".")[:2])


def _told(subject: Any, sentence: str) -> list[Any] | None:
    """Note why a stage was ended, in the job (then nothing was gathered) or its object."""
    from ckanext.harvest.model import HarvestGatherError, HarvestJob, HarvestObjectError

    if isinstance(subject, HarvestJob):
        HarvestGatherError.create(message=sentence, job=subject)
        return []
    HarvestObjectError.create(message=sentence, object=subject, stage="Import")
    subject.state, subject.report_status = "ERROR", "errored"
    subject.save()
    return None


def _source(row: Any) -> Source:
    """Read a source of ckanext-harvest; one that is forgotten here has the usual limits."""
    found = sources.find(str(row.id), with_credentials=False)
    if found is not None:
        return found.source
    return Source(
        name=str(row.id), title=row.title, adapter=row.type, address=row.url, system=str(row.id)
    )
