"""Which part of a file a request wants."""

from __future__ import annotations

import pytest

from ckanext.dongguan.files.conditions import wanted_part, without_range

GET = {"REQUEST_METHOD": "GET"}


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-1", "0-1"), ("bytes=5-", "5-9"), ("bytes=-5", "5-9"), (" bytes=0-0 ", "0-0"),
     ("bytes=-99", "0-9"), ("bytes=3-99", "3-9"), ("bytes=-0", "10-"), ("bytes=10-", "10-")],
)  # fmt: skip
def test_one_part_is_read(wanted: str, part: str) -> None:
    found = wanted_part({**GET, "HTTP_RANGE": wanted, "HTTP_IF_RANGE": '"x"'}, 10)

    assert found == {**GET, "HTTP_RANGE": f"bytes={part}", "HTTP_IF_RANGE": '"x"'}


@pytest.mark.parametrize("wanted", ["", "bytes=0-1,3-4", "bytes=4-3", "rows=0-1", "bytes=a-"])
def test_everything_else_wants_the_whole(wanted: str) -> None:
    assert wanted_part({**GET, "HTTP_RANGE": wanted}, 10) is None


def test_a_range_counts_for_get_alone() -> None:
    assert wanted_part({"REQUEST_METHOD": "HEAD", "HTTP_RANGE": "bytes=0-1"}, 10) is None


def test_the_other_conditions_are_kept_apart() -> None:
    environ = {**GET, "HTTP_RANGE": "bytes=0-1", "HTTP_IF_MATCH": "*", "HTTP_HOST": "x"}

    assert without_range(environ) == {**GET, "HTTP_IF_MATCH": "*"}
