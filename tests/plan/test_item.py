"""Where a planned item stands on a day."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.dongguan.plan.item import (
    PlanItem,
    Progress,
    Standing,
    State,
    counts,
    progress,
    standing,
)

DUE = date(2026, 6, 30)


def item(done_on: date | None = None) -> PlanItem:
    return PlanItem(year=2026, title="公交站点", organization="id", due_on=DUE, done_on=done_on)


@pytest.mark.parametrize(
    ("done_on", "today", "is_open", "stands"),
    [
        (None, DUE, False, Standing(state=State.PLANNED)),
        (None, date(2026, 7, 1), False, Standing(state=State.LATE, days_late=1)),
        (None, date(2026, 7, 1), True, Standing(state=State.DONE)),
        (DUE, date(2027, 1, 1), False, Standing(state=State.DONE)),
        (date(2026, 7, 3), date(2027, 1, 1), True, Standing(state=State.DONE, days_late=3)),
    ],
)
def test_an_item_is_done_late_or_to_come(
    done_on: date | None, today: date, is_open: bool, stands: Standing
) -> None:
    assert standing(item(done_on), today, is_open=is_open) == stands


def test_every_state_is_counted() -> None:
    assert counts([State.DONE, State.DONE]) == {"planned": 0, "late": 0, "done": 2}


def test_what_is_still_due_counts_to_the_end_of_the_quarter() -> None:
    done, late, next_quarter = item(DUE), item(), PlanItem(
        year=2026, title="学位", organization="id", due_on=date(2026, 9, 30)
    )  # fmt: skip
    stands = [
        (one, standing(one, today, is_open=False))
        for today in [date(2026, 7, 1)]
        for one in (done, late, next_quarter)
    ]

    assert progress(stands, date(2026, 7, 1)) == Progress(planned=3, done=1, due=1, late=1)
    assert progress(stands, date(2026, 10, 1)).due == 0
    assert progress([], DUE) == Progress(planned=0, done=0, due=0, late=0)
