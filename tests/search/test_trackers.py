"""A link that was passed on by a chat or a newsletter shows the list that was passed on."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from ckanext.dongguan.schemas import dataset_type
from ckanext.dongguan.search.trackers import without

MARKS = "from=singlemessage&isappinstalled=0&utm_source=wechat"


def test_marks_go_and_everything_else_stays() -> None:
    given = [("q", "a"), ("from", "x"), ("town", "1"), ("utm_medium", "y"), ("q", "from")]

    assert without(given) == [("q", "a"), ("town", "1"), ("q", "from")]


@pytest.mark.parametrize("name", dataset_type.NAMES)
def test_no_field_of_a_dataset_is_taken_for_a_mark(name: str) -> None:
    fields = [(field, "a") for field in dataset_type.load(name).fields]

    assert without(fields) == fields


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_shared_link_finds_what_the_sender_saw(app: Any, dataset: Any, prefix: str) -> None:
    made = dataset(title="囍糖站点名录")
    words = quote("囍糖站点")
    home = f"{prefix}/organization/{made['organization']['name']}"

    for path in (f"{prefix}/dataset/", home):
        led = app.get(f"{path}?q={words}&{MARKS}", follow_redirects=False)
        # A browser stays on the page; the client of the tests would go to the first one.
        page = app.get(path + led.headers["Location"])

        assert (led.status_code, led.headers["Location"]) == (302, f"?q={words}")
        assert f"/dataset/{made['name']}" in page.body
