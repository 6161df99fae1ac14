"""Which resources are compared, and how alike they are."""

from __future__ import annotations

import pytest

from ckanext.dongguan.duplicates import block, score
from ckanext.dongguan.duplicates.resource import Resource, plain_title


def resource(number: int, name: str, owner: str = "", **more: frozenset[str]) -> Resource:
    return Resource(id=f"{number:06}", owner=owner or f"owner-{number}", name=name, **more)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("东莞市公交站点信息（2024年）", "公交站点"),
        ("全市公交站点一览表", "公交站点"),
        ("公交站点名录", "公交站点"),
        ("统计信息", "统计信息"),
        ("2024", "2024"),
    ],
)
def test_a_title_is_bared_of_what_many_have(title: str, plain: str) -> None:
    assert plain_title(title) == plain


def test_what_a_record_says_of_items_keys_and_towns_is_read() -> None:
    rows = '[{"name": "站点 编号", "is_key": "true"}, {"name": "站名"}, {"name": ""}]'
    extras = {"items": rows, "town": '["441900003", "441900"]'}

    found = Resource.of("1", "o", "公交站点", extras)

    assert found.items == {"站点编号", "站名"}
    assert found.keys == {"站点编号"}
    assert found.towns == {"441900003"}


@pytest.mark.parametrize("items", ["[broken", '["站名", 7, null]', "7", None])
def test_what_cannot_be_read_of_a_record_is_left_out(items: str | None) -> None:
    found = Resource.of("1", "o", "公交站点", {"items": items, "town": None})

    assert (found.items, found.towns) == (frozenset(), frozenset())


def test_the_score_is_the_weighted_sum_of_its_parts() -> None:
    one = resource(1, "公交站点", items=frozenset("abcd"), keys=frozenset("a"))
    other = resource(2, "公交站点", items=frozenset("abce"), keys=frozenset("b"))

    found = score.score(one, other)

    assert (found.name, found.items, found.keys) == (1.0, 0.6, 0.0)
    assert found.total == pytest.approx(0.5 + 0.35 * 0.6)
    assert found.shared_items == ("a", "b", "c")
    assert found.is_enough


def test_with_nothing_but_names_they_must_be_nearly_the_same() -> None:
    alike = score.score(resource(1, "公交站点"), resource(2, "公交站点"))
    less = score.score(resource(1, "公交站点分布"), resource(2, "公交站点"))

    assert alike.is_enough
    assert less.items is None
    assert 0.7 < less.total < 0.9
    assert not less.is_enough


def test_pairs_are_of_two_departments_and_of_one_place() -> None:
    here, there = frozenset({"441900003"}), frozenset({"441900004"})
    found = list(block.pairs([
        resource(1, "公交站点", "a"),
        resource(2, "公交站点", "a"),
        resource(3, "公交站点", "b"),
        resource(4, "公共厕所", "c", towns=here),
        resource(5, "公共厕所", "d", towns=there),
    ]))  # fmt: skip

    assert {(a.id, b.id) for a, b in found} == {("000001", "000003"), ("000002", "000003")}


def test_resources_of_other_names_meet_by_their_items() -> None:
    items = frozenset({"站点编号", "站名"})

    found = list(block.pairs([
        resource(1, "甲乙丙", items=items), resource(2, "丁戊己", items=items),
    ]))  # fmt: skip

    assert len(found) == 1


def test_the_work_grows_as_the_number_of_resources_does() -> None:
    """Each piece is shared by 60 at most: the pairs stay far below a square."""
    resources = [resource(n, f"资源{n:04}的清册") for n in range(2000)]

    count = sum(1 for _ in block.pairs(resources))

    assert count <= 2000 * block.MOST * block.PIECES // 2 < 2000 * 1999 // 2
    assert count > 0
