"""Where and when are beside what: a town alone does not answer who asks for its markets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from ckanext.dongguan.search import dictionary, question, solr_query

Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("query", "settings", "subjects"),
    [
        ("虎门服装批发市场", ["虎门"], ["服装", "批发市场"]),
        ("2023年人口", ["2023"], ["人口"]),
        # A small word is the subject where nothing else is.
        ("松山湖企业", ["松山湖"], ["企业"]),
        ("东莞虎门", ["东莞", "虎门"], []),
        ("公交", [], ["公交"]),
    ],
)
def test_a_question_has_a_setting_and_a_subject(
    query: str, settings: list[str], subjects: list[str]
) -> None:
    asked = question.understand(query, dictionary.load())

    assert [unit.text for unit in asked.units if unit.is_setting] == settings
    assert [unit.text for unit in asked.subjects] == subjects


@pytest.mark.parametrize(
    ("query", "notes", "beside"),
    [
        ("虎门服装批发市场", "服装、布料和辅料批发。", "虎门镇公交站点"),
        ("长安模具", "模具、五金和电子。", "长安镇停气通知"),
        ("2023年人口", "各镇街人口。", "应急避难场所（2023年）"),
    ],
)
def test_a_place_or_a_year_alone_is_no_part_of_an_answer(
    query: str, notes: str, beside: str, lone_catalogue: Callable[..., None], found: Found
) -> None:
    lone_catalogue({"title": beside}, {"title": "登记情况", "notes": notes})

    assert found(query) == ["登记情况"]


@pytest.mark.parametrize("query", ["虎门恐龙化石", "2023年恐龙化石"])
def test_where_nothing_else_answers_the_place_or_the_year_does(
    query: str, lone_catalogue: Callable[..., None], found: Found
) -> None:
    lone_catalogue({"title": "虎门镇公交站点（2023年）"}, {"title": "登记情况"})

    assert found(query) == ["虎门镇公交站点（2023年）"]


def test_companies_of_a_town_count_more_than_the_town() -> None:
    """As written: in the index it depends on how often the words stand there."""
    asked = question.understand("松山湖企业", dictionary.load())

    written, _ = solr_query.render(asked)

    assert 'han:"企业"^1.0' in written
    assert re.search(r'\(\+\(han:"松山湖" [^()]*\)\^0\.5 ', written)
    assert "title:企^2.0" in written
    assert "title:松^" not in written
