"""When the next data of a cycle are due, and by how many days they are late, without CKAN."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from ckanext.dongguan.schemas import codelists

# The periods of the code list: so many days, months or years (ISO 8601).
_PERIOD = re.compile(r"P(\d+)([DMY])")
_UNITS = {"D": "days", "M": "months", "Y": "years"}


def due_on(cycle: str, updated: date) -> date | None:
    """Tell when data are due that follow those of a day; None without a fixed cycle."""
    found = _PERIOD.fullmatch(_more(cycle, "period"))
    if found is None:
        return None
    due: date = updated + relativedelta(**{_UNITS[found[2]]: int(found[1])})
    return due


def late_from(cycle: str, updated: date) -> date | None:
    """Tell from which day on data count as overdue; None without a fixed cycle.

    A little late is what the code list allows (`stale_after_days`), as in the rate of
    datasets that are on time.
    """
    allowed = _more(cycle, "stale_after_days")
    return updated + timedelta(days=int(allowed) + 1) if allowed else None


def overdue_days(cycle: str, updated: date, today: date) -> int:
    """Count the days since data were due; 0 while they are on time or a little late."""
    due, late = due_on(cycle, updated), late_from(cycle, updated)
    return (today - due).days if due and late and today >= late else 0


def _more(cycle: str, column: str) -> str:
    code = codelists.load("update_frequency").get(cycle)
    return str(code.more.get(column) or "") if code else ""
