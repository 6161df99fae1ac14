"""What a person writes is told apart from a query in the language of the index."""

from __future__ import annotations

import pytest

from ckanext.dongguan.search.weights import is_plain


@pytest.mark.parametrize(
    "words", ["公交站", "https://data.dg.example/dataset/a?b=c", "12:30", "a: b"]
)
def test_words_and_addresses_are_a_person_s(words: str) -> None:
    assert is_plain({"q": words})


@pytest.mark.parametrize("words", ["title:公交", "+res_format:CSV a", "*:*", "url:http://a"])
def test_what_names_a_field_is_a_query(words: str) -> None:
    assert not is_plain({"q": words})
