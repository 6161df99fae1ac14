"""What a room asks of each dataset of a set is read at once, and told once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar

from ckanext.dongguan.intake.read_ahead import ReadAhead, holding

_VALUE: ContextVar[str] = ContextVar("value", default="before")


class Table:
    """Tells of each dataset its id, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def read(self, package_ids: Sequence[str]) -> dict[str, list[str]]:
        self.asked.append(list(package_ids))
        return {one: [f"row of {one}"] for one in package_ids}


def test_a_set_is_read_at_once_when_the_first_is_asked_for() -> None:
    table = Table()
    ahead = ReadAhead(package_ids=["a", "b"], read=table.read)
    before = list(table.asked)

    taken = [ahead.take("b"), ahead.take("a")]

    assert before == []
    assert taken == [["row of b"], ["row of a"]]
    assert table.asked == [["a", "b"]]


def test_what_was_taken_is_read_anew() -> None:
    table = Table()
    ahead = ReadAhead(package_ids=["a"], read=table.read)
    ahead.take("a")

    again = ahead.take("a")

    assert again == ["row of a"]
    assert table.asked == [["a"], ["a"]]


def test_one_outside_the_set_is_read_alone() -> None:
    table = Table()

    assert ReadAhead(read=table.read).take("c") == ["row of c"]
    assert table.asked == [["c"]]


def test_a_value_is_held_no_longer_than_the_context() -> None:
    with suppress(ValueError), holding(_VALUE, "inside"):
        held = _VALUE.get()
        raise ValueError("halfway")

    assert (held, _VALUE.get()) == ("inside", "before")
