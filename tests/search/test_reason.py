"""Why a dataset is a hit: in words and on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ckanext.dongguan.search import dictionary
from ckanext.dongguan.search.question import understand
from ckanext.dongguan.search.reason import Link, Place, Reason, excerpt, marks, reasons

LEXICON = dictionary.load()


def of(query: str, **texts: list[str]) -> list[tuple[Place, str, Link]]:
    found = reasons(
        understand(query, LEXICON), {Place(name): each for name, each in texts.items()}
    )
    return [(one.place, one.word, one.link) for one in found]


@pytest.mark.parametrize(
    ("query", "texts", "told"),
    [
        ("公厕", {"title": ["市政公厕"]}, (Place.TITLE, "公厕", Link.SAME)),
        ("公廁", {"title": ["市政公廁"]}, (Place.TITLE, "公廁", Link.SAME)),
        ("公厕", {"title": ["公共厕所"]}, (Place.TITLE, "公共厕所", Link.CALLED)),
        ("看病", {"item": ["医院名称"]}, (Place.ITEM, "医院", Link.RELATED)),
        ("gongjiao", {"title": ["公交站点"]}, (Place.TITLE, "公交", Link.MEANT)),
        ("ＡＢＣ", {"keyword": ["ａｂｃ轴承"]}, (Place.KEYWORD, "ａｂｃ", Link.SAME)),
        ("地税局", {"former_name": ["东莞市地税局"]}, (Place.FORMER_NAME, "地税局", Link.SAME)),
        # The word itself in an item tells more than another word in the title.
        (
            "公厕",
            {"title": ["公共厕所"], "item": ["公厕编号"]},
            (Place.ITEM, "公厕", Link.SAME),
        ),
    ],
)
def test_the_most_telling_place_is_named(
    query: str, texts: dict[str, list[str]], told: tuple[Place, str, Link]
) -> None:
    assert of(query, **texts) == [told]


def test_each_part_of_the_question_has_its_reason() -> None:
    told = of("虎门 小学", title=["小学名录"], town=["虎门镇"])

    assert [place for place, _, _ in told] == [Place.TOWN, Place.TITLE]


def test_marks_do_not_overlap() -> None:
    assert marks(understand("公交站 公交站点", LEXICON), "东莞公交站点") == ((2, 6),)
    assert marks(understand("公厕 -公交", LEXICON), "公交公厕") == ((2, 4),)


def test_a_long_text_is_cut_around_its_word() -> None:
    text = "甲" * 50 + "公厕" + "乙" * 50
    one = Reason(place=Place.SUMMARY, text=text, span=(50, 52), asked="公厕", link=Link.SAME)

    shown, (start, end) = excerpt(one)

    assert shown[start:end] == "公厕"
    assert len(shown) < 40
    assert shown[0] == shown[-1] == "…"


@pytest.fixture
def page(app: Any, dataset: Callable[..., dict[str, Any]]) -> Callable[[str], str]:
    dataset(
        title="市政公共厕所<b>一览", notes="无", tags=[{"name": "环境卫生设施"}],
        items=[{"name": "厕位数<i>", "type": "C"}],
    )  # fmt: skip
    return lambda query: str(app.get("/dataset/", query_string={"q": query}).body)


def test_the_page_marks_the_word_and_escapes_the_rest(page: Callable[[str], str]) -> None:
    assert "市政<mark>公共厕所</mark>&lt;b&gt;一览" in page("公共厕所")
    assert "<span>数据项</span> <mark>厕位数</mark>&lt;i&gt;" in page("厕位数")


def test_the_page_says_how_another_word_answers(page: Callable[[str], str]) -> None:
    body = page("洗手间")

    assert "<span>标题</span> <mark>公共厕所</mark>" in body
    assert "又称“洗手间”" in body


def test_the_page_says_that_results_are_similar_or_corrected(
    page: Callable[[str], str],
) -> None:
    assert "相近结果" in page("公共厕所 囍囍囍")
    assert "改搜“公共厕所”" in page("公共测所")
    assert "相近结果" not in page("公共厕所")


@pytest.mark.parametrize(
    "query", ["<script>", '"><img src=x>', "{{7*7}}", "公厕<mark>", "a" * 900, "公厕\x00", "%"]
)
def test_nothing_of_the_query_runs(page: Callable[[str], str], query: str) -> None:
    body = page(query)

    assert "<script>" not in body.replace("<script src", "")
    assert "<img src=x>" not in body
    assert "公厕<mark>" not in body
