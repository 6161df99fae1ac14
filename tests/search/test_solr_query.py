"""How a question is written for the index, by how far an answer may be from it."""

from __future__ import annotations

import pytest

from ckanext.dongguan.search import dictionary
from ckanext.dongguan.search.question import understand
from ckanext.dongguan.search.reach import Reach
from ckanext.dongguan.search.solr_query import render
from ckanext.dongguan.search.unit import Question, Unit

LEXICON = dictionary.load()


@pytest.mark.parametrize(
    ("query", "literal"),
    [("虎门 小学", '+han:"虎门" +han:"小学"'), ("-小学", "entity_type:package")],
)
def test_the_words_themselves_are_asked_for_without_any_other(query: str, literal: str) -> None:
    assert render(understand(query, LEXICON), Reach.LITERAL) == (literal, "1")


def test_what_is_meant_vaguely_adds_nothing_to_what_is_named_already() -> None:
    unit = Unit(text="入学", close=("招生",), vague=("招生", "教育"))

    written, _ = render(Question(units=(unit,)), Reach.PART)

    assert 'near:"招生"^0.5 OR near:"教育"^0.08' in written
