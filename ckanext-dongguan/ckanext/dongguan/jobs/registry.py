"""The jobs that the switched-on rooms declare."""

from __future__ import annotations

from itertools import chain

import ckan.plugins as p

from .definition import JobDefinition
from .interfaces import IJobs


def declared() -> dict[str, JobDefinition]:
    """Return all declared jobs by name; raises ValueError where two share a name."""
    jobs = list(chain.from_iterable(room.get_jobs() for room in p.PluginImplementations(IJobs)))
    by_name = {job.name: job for job in jobs}
    if len(by_name) < len(jobs):
        names = sorted({job.name for job in jobs if by_name[job.name] is not job})
        raise ValueError(f"two jobs share a name: {', '.join(names)}")
    return by_name
