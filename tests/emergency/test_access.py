"""The states of emergency access."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ckanext.dongguan.emergency.access import ANSWERED_WITHIN, Access, State, is_reason
from ckanext.dongguan.emergency.letter import compose

ASKED = datetime(2026, 3, 1, 8, tzinfo=UTC)
END = ASKED + timedelta(hours=5)
APPROVED = {"decided_by": "b", "is_approved": True, "until": END}
SECOND = timedelta(seconds=1)


def access(**values: Any) -> Access:
    return Access(account="a", asked_at=ASKED, **values)


@pytest.mark.parametrize(
    ("values", "at", "state"),
    [
        ({}, ASKED, State.ASKED),
        ({}, ASKED + ANSWERED_WITHIN - SECOND, State.ASKED),
        ({}, ASKED + ANSWERED_WITHIN, State.LAPSED),
        ({"decided_by": "b"}, ASKED, State.REFUSED),
        (APPROVED, END - SECOND, State.OPEN),
        (APPROVED, END, State.OVER),
        ({**APPROVED, "ended_at": ASKED}, ASKED, State.OVER),
        ({"ended_at": ASKED}, ASKED, State.OVER),
        # A row that was approved without an end is not open.
        ({"decided_by": "b", "is_approved": True}, ASKED, State.REFUSED),
    ],
)
def test_the_state_follows_from_the_facts(
    values: dict[str, Any], at: datetime, state: State
) -> None:
    assert access(**values).state(at) is state


def test_a_second_person_decides_and_in_time() -> None:
    assert access().may_decide("b", ASKED)
    assert not access().may_decide("a", ASKED)
    assert not access().may_decide("b", ASKED + ANSWERED_WITHIN)
    assert not access(**APPROVED).may_decide("b", ASKED)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("排查接口返回错误数据的原因", True),
        ("排查", False),
        ("a b c d e f", False),
        ("", False),
    ],
)
def test_a_reason_says_enough(text: str, answer: bool) -> None:
    assert is_reason(text) is answer


@pytest.mark.parametrize("kind", ["asked", "approved", "refused"])
def test_a_mail_tells_who_and_where_in_both_languages(kind: str) -> None:
    subject, body = compose(kind, account="zhangsan", site="门户", page="https://x/emergency")

    assert subject.startswith("[门户] ")
    assert body.count("zhangsan") == 2
    assert body.endswith("https://x/emergency")
