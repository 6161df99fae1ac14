"""What the front page lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

FILE = [{"name": "站点", "url": "https://example.com/z.csv", "format": "CSV"}]


def test_the_latest_data_are_those_that_a_visitor_can_take_along(
    dataset: Callable[..., dict[str, Any]],
) -> None:
    dataset(resources=FILE, data_updated_on="2026-01-21")
    dataset(data_updated_on="2026-01-22")

    latest = tk.get_action("dongguan_front_page_show")({"user": ""}, {})["latest"]

    assert latest
    assert all(one["resources"] for one in latest)
    assert {one["open_class"] for one in latest} == {"unconditional"}
