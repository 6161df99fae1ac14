"""Codes above and below other codes, and what became of retired ones."""

from __future__ import annotations

import pytest

from ckanext.dongguan.schemas.codelists import (
    COLUMNS,
    Code,
    CodeList,
    ancestors,
    children,
    current,
    descendants,
    former,
    path_label,
    tree,
)


def code(name: str, parent: str = "", successor: str = "", label: str = "") -> Code:
    values = dict.fromkeys(COLUMNS, "") | {"code": name, "label_zh": label or name}
    return Code(**values, more={"parent": parent, "successor": successor})


KINDS = CodeList(
    "kinds",
    (
        code("3", label="部门信息资源"),
        code("307", "3", label="省及以下"),
        code("307019", "307", label="东莞市"),
        code("301", "3", label="党中央"),
        code("1", label="基础信息资源"),
    ),
)


def test_what_stands_above_is_listed_from_the_top() -> None:
    assert [c.code for c in ancestors(KINDS, "307019")] == ["3", "307"]
    assert ancestors(KINDS, "1") == ()
    assert ancestors(KINDS, "unheard") == ()


def test_what_stands_below_follows_the_order_of_the_list() -> None:
    assert [c.code for c in children(KINDS)] == ["3", "1"]
    assert [c.code for c in children(KINDS, "3")] == ["307", "301"]
    assert [c.code for c in descendants(KINDS, "3")] == ["307", "307019", "301"]


def test_the_tree_holds_every_code_once_with_its_depth() -> None:
    assert [(c.code, depth) for c, depth in tree(KINDS)] == [
        ("3", 0), ("307", 1), ("307019", 2), ("301", 1), ("1", 0),
    ]  # fmt: skip


def test_a_code_is_written_with_its_way_down() -> None:
    assert path_label(KINDS, "307019", "zh_Hans_CN") == "部门信息资源 › 省及以下 › 东莞市"
    assert path_label(KINDS, "unheard", "en") == "unheard"


OFFICES = CodeList(
    "offices",
    (
        code("data"),
        code("services", successor="services-2019"),
        code("services-2019", successor="data"),
        code("round", successor="about"),
        code("about", successor="round"),
    ),
)


@pytest.mark.parametrize("old", ["services", "services-2019", "data"])
def test_a_renamed_unit_is_followed_over_several_changes(old: str) -> None:
    found = current(OFFICES, old)

    assert found is not None
    assert found.code == "data"


def test_a_unit_knows_every_name_it_had() -> None:
    assert [c.code for c in former(OFFICES, "data")] == ["services", "services-2019"]


def test_a_circle_comes_to_an_end() -> None:
    assert current(OFFICES, "round") is not None
    assert current(OFFICES, "unheard") is None
