"""The interface by which a room hands in its jobs."""

from __future__ import annotations

import ckan.plugins as p

from .definition import JobDefinition


class IJobs(p.Interface):
    """Declare jobs: `p.implements(IJobs)` and return them from `get_jobs`."""

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Return the room's jobs."""
        return ()
