"""A job is declared soundly or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ckanext.dongguan.jobs import registry
from ckanext.dongguan.jobs.definition import JobDefinition

FACTS: dict[str, Any] = {
    "name": "a-job", "title": "A job", "schedule": None, "limit_seconds": 60, "run": print,
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "A Job"}, {"name": "任务"}, {"name": "a-"}, {"limit_seconds": 0},
     {"schedule": "never"}, {"schedule": ""}],
)  # fmt: skip
def test_a_job_with_a_bad_field_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message names the field's value
        JobDefinition(**{**FACTS, **wrong})


def test_a_job_without_schedule_is_started_by_hand() -> None:
    assert JobDefinition(**FACTS).schedule is None


def test_two_rooms_cannot_declare_the_same_name(declare: Callable[..., Any]) -> None:
    declare(name="jobs-sweep")

    with pytest.raises(ValueError, match="jobs-sweep"):
        registry.declared()
