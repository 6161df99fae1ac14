"""Datasets that belong together, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckanext.dongguan.guidance.relation import Bond, Relation, query, relation


def made(
    *, tags: str = "", items: str = "", theme: str = "03", provider: str = "a"
) -> dict[str, Any]:
    return {
        "tags": [{"name": name} for name in tags.split()],
        "items": [{"name": name} for name in items.split()],
        "theme": theme,
        "organization": {"name": provider},
    }


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            made(tags="公交 站点"), made(tags="站点 地铁"),
            Relation(bond=Bond.KEYWORDS, words=("站点",)),
        ),
        (
            made(items="序号 线路 站点"), made(items="站点 线路 票价", theme="04"),
            Relation(bond=Bond.ITEMS, words=("线路", "站点")),
        ),
        (made(items="序号 a"), made(items="序号 b"), Relation(bond=Bond.PROVIDER_AND_THEME)),
        (made(items="序号 a"), made(items="序号 b", theme="04"), None),
        (made(items="序号 名称 备注"), made(items="序号 名称 备注", theme="04"), None),
        (made(provider=""), made(provider=""), None),
        (made(theme=""), made(theme=""), None),
    ],
)  # fmt: skip
def test_the_reason_is_what_a_reader_sees_in_both(
    one: dict[str, Any], other: dict[str, Any], found: Relation | None
) -> None:
    assert relation(one, other) == found


def test_the_question_is_empty_where_nothing_could_be_common() -> None:
    assert query(made(theme="")) == query({}) == ""


def test_words_cannot_end_their_quotation() -> None:
    assert query(made(tags='a"b\\', theme="")) == 'tags:("a b ")^3'


def test_the_page_shows_related_datasets_with_the_reason_and_no_hidden_one(
    app: Any, dataset: Callable[..., dict[str, Any]], new_name: Callable[[str], str]
) -> None:
    word = new_name("同义关键字")
    common = {"tags": [{"name": word}]}
    shown = dataset(title="站点甲", **common)
    dataset(title="站点乙", **common)
    dataset(title="站点丙", open_class="withheld", share_class="withheld", **common)

    page = BeautifulSoup(app.get(f"/dataset/{shown['name']}").body, "html.parser")

    related = page.select(".related li")
    assert [one.a.text for one in related] == ["站点乙"]
    assert related[0].select_one(".meta").text == f"相同关键字：{word}"
