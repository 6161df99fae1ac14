"""Which data are on time and which are overdue, as a facet by the day, without CKAN.

The index holds the first day on which a dataset counts as overdue. Its state then follows
from the day of the question: no document has to be written again when a day begins.
"""

from __future__ import annotations

from datetime import date

FACET = "update_status"
FIELD = "late_from"
ON_TIME, OVERDUE = "on_time", "overdue"


def conditions(today: date) -> dict[str, str]:
    """Write what the field has to hold in each state."""
    return {
        ON_TIME: f"{{{today.isoformat()}T00:00:00Z TO *]",
        OVERDUE: f"[* TO {today.isoformat()}T00:00:00Z]",
    }
