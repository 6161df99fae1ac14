"""When a job is due next, in Dongguan's time, without CKAN.

The reading of cron expressions is croniter's: it comes with CKAN and RQ already,
is kept by the Pallets ecosystem, and knows month ends and leap years. RQ's own
cron keeps the schedule inside one process and forgets what it missed.
"""

from __future__ import annotations

import re
from datetime import datetime

from croniter import croniter
from croniter.croniter import CroniterError

from ckanext.dongguan.clock import SHANGHAI

# China has kept one time without summer time since 1991, so the fixed offset is
# exact for every future date and needs no time zone files on the machine.

_SEARCHED_YEARS = 9  # a 29 February lies at most eight years ahead
_RANDOM = re.compile(r"(^|[\s,])r", re.IGNORECASE)
_ANY_DAY = datetime(2026, 1, 1, tzinfo=SHANGHAI)


class ScheduleError(ValueError):
    """A text that is no cron expression of five fields, or a date that never comes."""


def next_due(schedule: str, now: datetime) -> datetime:
    """Return the first minute after `now` (aware) that the schedule names.

    Only the future counts: what was missed while the machine was off is one time,
    not many. Raises ScheduleError.
    """
    # Seconds, random times and nicknames are croniter's own; a table that a
    # person reads keeps to the five fields everyone knows.
    if len(schedule.split()) != 5 or _RANDOM.search(schedule):
        raise ScheduleError(schedule)
    try:
        times = croniter(
            schedule, now.astimezone(SHANGHAI), max_years_between_matches=_SEARCHED_YEARS
        )
        found: datetime = times.get_next(datetime)
    except (CroniterError, ValueError, KeyError, AttributeError) as error:
        raise ScheduleError(schedule) from error
    return found


def check_schedule(schedule: str) -> None:
    """Raise ScheduleError when the text names no time."""
    next_due(schedule, _ANY_DAY)
