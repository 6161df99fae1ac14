"""Progress only goes forward."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from ckanext.dongguan.jobs.progress import Progress, percentage

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 0, 0), (5, 0, 0), (0, 10, 0), (1, 3, 33), (999, 1000, 99), (1000, 1000, 100),
     (12, 10, 100), (-1, 10, 0), (1, -5, 0)],
)  # fmt: skip
def test_a_percentage_lies_between_0_and_100(done: int, total: int, percent: int) -> None:
    assert percentage(done, total) == percent


def test_the_percentage_does_not_fall_when_more_work_appears() -> None:
    half = Progress(started_at=START).advance(5, 10, "", at=START)

    grown = half.advance(6, 100, "", at=START)

    assert (grown.done, grown.total, grown.percent) == (6, 100, 50)


def test_the_remaining_time_follows_from_the_pace() -> None:
    after = Progress(started_at=START).advance(25, 100, "", at=START + timedelta(seconds=30))

    assert after.remaining_seconds == 90


def test_too_little_work_gives_no_estimate() -> None:
    after = Progress(started_at=START).advance(4, 100, "", at=START + timedelta(seconds=9))

    assert after.remaining_seconds is None


def test_a_burst_at_the_beginning_gives_no_estimate() -> None:
    burst = Progress(started_at=START).advance(40, 320, "", at=START + timedelta(seconds=1))
    at_pace = burst.advance(80, 320, "", at=START + timedelta(seconds=16))

    assert (burst.remaining_seconds, at_pace.remaining_seconds) == (None, 48)


def test_whatever_a_job_reports_percent_never_falls_and_remaining_never_grows() -> None:
    chance = random.Random(20260301)  # noqa: S311 - no secret, and the same each time
    for _ in range(200):
        progress, at = Progress(started_at=START), START
        for _ in range(30):
            at += timedelta(seconds=chance.uniform(-2, 60))
            after = progress.advance(
                chance.randint(-5, 120), chance.choice([0, 10, 100, 1000]), "", at=at
            )
            assert 0 <= progress.percent <= after.percent <= 100
            if progress.remaining_seconds is not None:
                assert after.remaining_seconds is not None
                assert 0 <= after.remaining_seconds <= progress.remaining_seconds
            progress = after
