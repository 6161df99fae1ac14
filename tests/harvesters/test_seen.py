"""A run knows which ids it has met, at a few bytes each."""

from __future__ import annotations

import tracemalloc

from ckanext.dongguan.harvesters.seen import Seen

MANY = 100_000
MOST_BYTES = 2_000_000


def test_what_was_met_is_known_once_and_nothing_else_is() -> None:
    seen = Seen()
    met = [f"29032/{n:08}" for n in range(5_000)]

    seen.update([*met, *met[:100], "半个字\udce4", ""])

    assert len(seen) == len(met) + 2
    assert all(one in seen for one in [*met, "半个字\udce4", ""])
    assert not any(f"29033/{n:08}" in seen for n in range(5_000))


def test_nothing_met_is_as_false_as_an_empty_set() -> None:
    assert not Seen()


def test_a_hundred_thousand_ids_take_less_than_two_megabytes() -> None:
    seen = Seen()
    tracemalloc.start()

    seen.update(f"29032/{n:08}" for n in range(MANY))

    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(seen) == MANY
    assert held < MOST_BYTES
