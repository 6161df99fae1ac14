from __future__ import annotations

import pytest

from ckanext.dongguan.search.disguise import hides_a_query, mentions_labels, plain

MENTIONS = [
    "permission_labels:public",
    "PERMISSION_LABELS:public",
    r"permission\_labels:public",
    r"\p\e\r\m\i\s\s\i\o\n_labels:public",
    r"\u0070ermission_labels:public",
    r"permission\u005flabels:public",
    r"permission\u005Flabels:public",
    r"\\u0070ermission_labels",
    r"\u005cu0070ermission_labels",
    r"%5Cu0070ermission_labels",
    "%70ermission_labels:public",
    "permission%5Flabels",
    "%2570ermission_labels",
    "%25252570ermission%25255flabels",
    "&#112;ermission_labels",
    "permission&lowbar;labels",
    "ｐｅｒｍｉｓｓｉｏｎ＿ｌａｂｅｌｓ:public",
    "permission_\u200blabels",
    "permission_\u00adlabels",
    "permission_/* */labels",
    "{!terms f=permission_labels}public",
    '_query_:"permission_labels:public"',
    "termfreq(permission_labels,public)",
    "title^4 permission_labels^9",
    "-permission_labels:[* TO *]",
]


@pytest.mark.parametrize("text", MENTIONS)
def test_a_mention_is_seen_through_its_disguise(text: str) -> None:
    assert mentions_labels(text)


@pytest.mark.parametrize(
    "value",
    [
        {"fq_list": ["a:b", "permission_labels:x"]},
        {"permission_labels": "public"},
        {"facet.field": ["tags", ["permission_labels"]]},
        {"extras": {"ext_a": {"permission_labels": 1}}},
        ("a", {"b": {"permission_labels"}}),
    ],
)
def test_a_mention_is_seen_at_any_depth(value: object) -> None:
    assert mentions_labels(value)


@pytest.mark.parametrize(
    "text",
    [
        "公交站点",
        "permission labels",
        "permissions_label",
        "title:labels",
        "100%",
        "a\\b",
        "",
        "5",
    ],
)
def test_other_words_are_no_mention(text: str) -> None:
    assert not mentions_labels({"q": text})
    assert not hides_a_query({"q": text})


def test_endless_layers_count_as_hiding() -> None:
    text = "%" + "25" * 40 + "70ermission"

    assert plain(text) is None
    assert mentions_labels(text)
    assert hides_a_query(text)


def test_a_deep_value_does_not_break_the_walk() -> None:
    value: object = "permission_labels"
    for _ in range(5000):
        value = [value]

    assert mentions_labels(value)


@pytest.mark.parametrize(
    "text",
    [
        "{!terms f=id}1",
        "a {!lucene}b",
        r"\{!lucene}b",
        r"\u007b!terms f=id}1",
        "{ !terms f=id}1",
        '_query_:"a"',
        r"\_query\_:a",
        r"\u005fquery_:a",
        r"_\u0071uery_ : a",
        "+_val_:ord(title)",
        "%7B!terms f=id}1",
    ],
)
def test_a_query_inside_a_query_is_seen(text: str) -> None:
    assert hides_a_query(text)


def test_a_field_that_ends_alike_is_no_nested_query() -> None:
    assert not hides_a_query("my_query_:a")
