"""The query of an address is read in the encoding of whoever wrote it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from ckanext.dongguan.text.query_string import in_utf_8

BUS = "公交"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (f"q={quote(BUS, encoding='gbk')}&page=2", f"q={quote(BUS)}&page=2"),
        (f"q={quote(BUS, encoding='gbk')}+a%2Bb", f"q={quote('公交 a+b')}"),
        (f"q={quote(BUS)}%E5%85", f"q={quote(BUS)}"),
        ("q=%E5%85", "q="),
        (f"q={BUS.encode().decode('latin-1')}", f"q={quote(BUS)}"),
        (f"q={BUS.encode('gbk').decode('latin-1')}", f"q={quote(BUS)}"),
        ("q=%ED%A0%80", f"q={quote('�' * 3)}"),
        (f"town={quote('莞')}&q=%B9%AB", f"town={quote('莞')}&q={quote('公')}"),
    ],
)
def test_what_is_not_in_utf_8_is_written_anew(given: str, read: str) -> None:
    assert in_utf_8(given) == read


@pytest.mark.parametrize(
    "query", ["", "q=a+b&c", "q=%e5%85%ac&x=%2B", "q=%zz%", "q=100%25&&=", "q=%"]
)
def test_a_sound_query_stays_as_it_is(query: str) -> None:
    assert in_utf_8(query) == query


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_search_in_an_old_encoding_finds_the_same(
    app: Any, dataset: Any, encoding: str
) -> None:
    made = dataset(title="公交囍站点名录")
    words = quote("公交囍站点", encoding=encoding)

    page = app.get(f"/dataset/?q={words}").body
    told = app.get(f"/api/3/action/package_search?q={words}").json["result"]["results"]

    assert f"/dataset/{made['name']}" in page
    assert made["name"] in [one["name"] for one in told]
    assert 'value="公交囍站点"' in page
