"""Facts side by side."""

from __future__ import annotations

from ckanext.dongguan.shortlist import comparison
from ckanext.dongguan.shortlist.comparison import Line

LABELS = {"cycle": "更新周期", "area": "区域", "period": "时间范围"}


def test_only_facts_that_a_dataset_has_are_shown_in_the_order_of_the_labels() -> None:
    told = [{"area": "虎门", "cycle": "每月"}, {"cycle": "每月"}]

    assert comparison.lines(LABELS, told) == (
        Line(label="更新周期", values=("每月", "每月")),
        Line(label="区域", values=("虎门", "")),
    )


def test_a_line_tells_whether_the_datasets_differ() -> None:
    assert Line(label="区域", values=("虎门", "")).differs
    assert not Line(label="区域", values=("虎门", "虎门", "虎门")).differs


def test_each_dataset_is_taken_once_and_no_more_than_fit() -> None:
    assert comparison.chosen(["a", " ", "b", "a", "c", "d", "e"]) == ("a", "b", "c", "d")
