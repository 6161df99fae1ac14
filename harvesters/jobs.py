"""The harvests as recurring jobs."""

from __future__ import annotations

from ckanext.dongguan.jobs.definition import JobDefinition, Run

from . import config
from .harvest import follow
from .platform import SharingPlatform


def sharing_platform() -> SharingPlatform:
    """Return a client of the platform that the site's settings name."""
    return SharingPlatform(url=config.sharing_url(), credentials=config.sharing_credentials())


def _follow(run: Run) -> None:
    if not config.sharing_url():
        run.progress(0, 0, "未配置共享平台地址，不汇聚")
        return
    tally = follow(sharing_platform(), run.progress)
    run.progress(tally.total, tally.total, tally.summary())


JOBS = (
    JobDefinition(
        name="harvest-sharing-platform",
        title="Follow the sharing platform",
        schedule="30 2 * * *",
        limit_seconds=4 * 3600,
        run=_follow,
        queue="long",
    ),
)
