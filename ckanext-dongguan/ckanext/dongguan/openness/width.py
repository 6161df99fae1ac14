"""Which of two cases lets more people at a dataset, without CKAN.

A change that takes nothing from anybody's answer and adds to one widens; every other
change tightens, and may be made at once by whoever looks after the data.
"""

from __future__ import annotations

from .actor import Standing
from .case import Case
from .policy import Operation, Outcome, Policy

_SEEN = (Operation.FIND, Operation.ENTRY, Operation.DICTIONARY, Operation.DATA)
# Those who look after the data see them in any case.
_OUTSIDE = (
    Standing.ANONYMOUS, Standing.REGISTERED, Standing.OTHER_MEMBER, Standing.OWN_MEMBER,
    Standing.OWN_CLERK, Standing.OWN_REVIEWER,
)  # fmt: skip
_ORDER = list(Outcome)


def widens(before: Case, after: Case, table: Policy) -> bool:
    """Tell whether somebody gets more of a dataset after a change than before it."""
    return any(
        _rank(after, operation, standing, table) < _rank(before, operation, standing, table)
        for operation in _SEEN
        for standing in _OUTSIDE
    )


def _rank(case: Case, operation: Operation, standing: Standing, table: Policy) -> int:
    return _ORDER.index(table.cells[operation, case, standing])
