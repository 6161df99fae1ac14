"""The words of a dataset that the index holds, and how much each counts."""

from __future__ import annotations

from ckanext.dongguan.search.group import Group
from ckanext.dongguan.search.index_words import fields
from ckanext.dongguan.search.lexicon import Lexicon


def test_a_name_in_brackets_is_found_without_them() -> None:
    made = fields({"title": "村（居）委会名录"}, Lexicon([Group(words=("村居委会",))]))

    assert made["content_words"] == ["村居委会|32"]


def test_a_word_weighs_what_all_its_places_do() -> None:
    lexicon = Lexicon([Group(words=("公交",)), Group(words=("线路",))])
    document = {"title": "公交名录", "tags": ["公交", "线路"], "notes": "公交、线路和公交"}

    made = fields(document, lexicon)

    assert made["content_words"] == ["公交|39", "线路|7"]
