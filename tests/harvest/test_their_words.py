"""What harvesters of ckanext-harvest write in English reaches an operator in words of use."""

from __future__ import annotations

from typing import Any

import pytest

from ckanext.dongguan.harvest.their_words import LONGEST, told

INVALID = "Invalid package with GUID a-1: {'extras': [{'key': ['坏']}, {'key': ['坏']}]}"


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        (INVALID, "记录不合要求：extras：坏"),
        ("Invalid package with GUID a-1: {'broken", "记录不合要求"),
        ("No datasets found at CKAN: https://x.cn", "来源有回答，但没有任何数据集"),
        ("Could not get content from https://x.cn", "读不到来源"),
        ("Empty content for object 1", "来源的内容读不懂"),
    ],
)
def test_a_known_message_has_cause_and_remedy(message: str, cause: str) -> None:
    said = told(message)

    assert said["cause"] == cause
    assert said["remedy"]


def test_an_unforeseen_message_is_shown_as_it_is_and_not_endless() -> None:
    said: Any = told("x" * 10_000)

    assert said == {"cause": "x" * LONGEST, "remedy": ""}
