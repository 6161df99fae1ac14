"""Traditional characters become simplified ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.text.traditional import simplify


def test_known_characters_are_replaced_and_others_stay() -> None:
    assert simplify("東莞市公交站點ABC") == "东莞市公交站点ABC"


@given(st.text())
def test_the_length_stays_so_that_positions_do(text: str) -> None:
    assert len(simplify(text)) == len(text)
