"""CKAN's worker, which loads the whole environment once instead of for each job.

A job runs in a fork that inherits everything: plugins, settings, and, since CKAN disposes
the pools before it forks, no connection. CKAN loads all plugins anew in it all the same,
half a second of a core for each job. What may have changed since the worker began are the
settings that are made on pages, and they are read anew; files that a room watches are
looked at before the fork (IForkObserver).
"""

from __future__ import annotations

from typing import Any

import rq
from ckan.lib import app_globals, jobs


class Worker(jobs.Worker):
    """A worker whose forks go to work at once."""

    def main_work_horse(self, job: rq.job.Job, queue: rq.Queue) -> None:
        """Begin a fork; RQ ends it whatever happens in `perform_job`."""
        super(jobs.Worker, self).main_work_horse(job, queue)

    def perform_job(self, *args: Any, **kwargs: Any) -> bool:
        """Do a job with the settings of now."""
        app_globals.reset()
        return bool(super().perform_job(*args, **kwargs))
