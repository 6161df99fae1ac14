"""The way of a queued run into RQ, and the stop of one that does not listen."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from ckan import model
from ckan.lib import jobs as rq_jobs
from ckan.lib.redis import connect_to_redis
from redis.exceptions import RedisError
from rq.command import send_stop_job_command
from rq.exceptions import InvalidJobOperation, NoSuchJobError
from rq.job import JobStatus

from . import execution, history

log = logging.getLogger(__name__)

# Between leaving the queue and being started a job is nowhere for an instant.
_POPPED = timedelta(minutes=1)
_ON_ITS_WAY = (JobStatus.STARTED, JobStatus.DEFERRED, JobStatus.SCHEDULED)


def enqueue_waiting(now: datetime) -> int:
    """Hand every queued run to RQ that is not there yet; return how many.

    New runs take the same way as those that a crash, an emptied Redis or a dead
    worker left behind. The row stays locked until RQ has the run, so that no second
    tick hands it over too; should RQ hold it twice, only one worker's claim succeeds.
    """
    with model.meta.engine.begin() as connection:
        try:
            return sum(_put(row, now) for row in history.waiting(connection))
        except RedisError:
            log.exception("Redis does not take jobs; the runs stay queued for the next tick")
            return 0


def stop(run_id: str) -> bool:
    """Have the worker kill a run's process; False where no worker of RQ runs it."""
    try:
        send_stop_job_command(connect_to_redis(), run_id)
    except (NoSuchJobError, InvalidJobOperation, RedisError):
        return False
    return True


def _put(row: Any, now: datetime) -> bool:
    queue = rq_jobs.get_queue(row.queue)
    known = queue.fetch_job(row.id)
    if known and _is_coming(queue, known, now - row.queued_at):
        return False
    if known:
        known.delete()
    # Not `ckan.lib.jobs.enqueue`: it saves the job once more after RQ has it and
    # so may overwrite the name of the worker that already started.
    queue.enqueue_call(
        func=execution.perform,
        args=[row.id],
        job_id=row.id,
        timeout=row.limit_seconds,
        result_ttl=0,
        meta={"title": row.job},
    )
    return True


def _is_coming(queue: Any, job: Any, age: timedelta) -> bool:
    status = job.get_status()
    if status != JobStatus.QUEUED:
        return status in _ON_ITS_WAY
    return age < _POPPED or queue.get_job_position(job) is not None
