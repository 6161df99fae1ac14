"""Schedules in the words of a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ckanext.dongguan.jobs.wording import schedule_label


@pytest.fixture
def chinese(app: Any) -> Iterator[None]:
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "zh_Hans_CN"}):
        yield


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ("* * * * *", "每分钟"),
        ("*/5 * * * *", "每 5 分钟"),
        ("7 * * * *", "每小时第 07 分"),
        ("30  2 * * *", "每天 02:30"),
        ("30 2 * * 1-5", "30 2 * * 1-5"),
        ("0,30 2 * * *", "0,30 2 * * *"),
        (None, "仅手动运行"),
    ],
)
def test_a_common_schedule_is_said_in_words_and_any_other_as_written(
    chinese: None, schedule: str | None, words: str
) -> None:
    assert schedule_label(schedule) == words
