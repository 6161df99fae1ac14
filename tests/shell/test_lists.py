"""Addresses of lists, marks of formats, tiles of towns, names of codes."""

from __future__ import annotations

import pytest

from ckanext.dongguan import formats, naming, query, tiles

HERE = [("q", "公交"), ("open_class", "unconditional"), ("page", "3")]


def test_a_filter_is_added_and_the_list_begins_anew() -> None:
    address = query.toggled(HERE, "theme", "04")

    assert address == "?q=%E5%85%AC%E4%BA%A4&open_class=unconditional&theme=04"


def test_a_filter_in_use_is_taken_away() -> None:
    assert query.toggled(HERE, "open_class", "unconditional") == "?q=%E5%85%AC%E4%BA%A4"


def test_another_order_takes_the_place_of_the_old_one() -> None:
    assert query.replaced([("sort", "a"), ("q", "x")], "sort", "b") == "?q=x&sort=b"
    assert query.replaced([("sort", "a"), ("q", "x")], "sort", "") == "?q=x"


def test_clearing_keeps_words_and_order() -> None:
    pairs = [("q", "x"), ("sort", "a"), ("theme", "04"), ("_theme_limit", "0")]

    assert query.cleared(pairs) == "?q=x&sort=a"


def test_a_broken_character_does_not_break_the_address() -> None:
    assert query.toggled([("q", "\ud800")], "theme", "04") == "?q=%3F&theme=04"


def test_a_format_with_one_file_leads_to_the_file() -> None:
    resources = [
        {"format": "CSV", "url": "/a"},
        {"format": "XLSX", "url": "/b"},
        {"format": "CSV", "url": "/c"},
        {"format": "", "url": "/d"},
        {"url": "/e"},
    ]

    shown = [(one.name, one.url) for one in formats.formats_of(resources)]

    assert shown == [("CSV", ""), ("XLSX", "/b")]


def test_every_town_of_the_map_has_a_code_and_a_place_of_its_own() -> None:
    placed = tiles.town_tiles({}, "zh_Hans_CN")

    assert len(placed) == 33
    assert all(tile.code.isdigit() for tile in placed)
    assert len({(tile.column, tile.row) for tile in placed}) == 33


def test_a_tile_is_the_darker_the_more_it_counts() -> None:
    codes = [tile.code for tile in tiles.town_tiles({}, "zh_Hans_CN")]
    counts = {codes[0]: 10, codes[1]: 1, codes[2]: 5}

    steps = {tile.code: tile.step for tile in tiles.town_tiles(counts, "zh_Hans_CN")}

    assert [steps[code] for code in codes[:4]] == [5, 1, 3, 0]


def test_towns_are_named_in_the_language_of_the_page() -> None:
    names = {tile.name for tile in tiles.town_tiles({}, "en")}

    assert {"Humen", "Dongcheng", "Songshan Lake"} <= names


@pytest.mark.parametrize(
    ("field", "code", "language", "name"),
    [
        ("open_class", "conditional", "zh_Hans_CN", "有条件开放"),
        ("open_class", "conditional", "en", "Open on application"),
        ("items.type", "C", "zh_Hans_CN", "字符型"),
        ("groups", "transport", "en", "Roads and transport"),
        ("res_format", "CSV", "en", "CSV"),
        ("open_class", "unheard", "en", "unheard"),
    ],
)
def test_a_code_is_shown_by_its_name(field: str, code: str, language: str, name: str) -> None:
    assert naming.code_name(field, code, language) == name


def test_a_department_keeps_its_title_on_chinese_pages() -> None:
    assert naming.department_name("dg-jtysj", "交通局（新）", "zh_Hans_CN") == "交通局（新）"
    assert "Transport" in naming.department_name("dg-jtysj", "交通局（新）", "en")
    assert naming.department_name("unheard", "某局", "en") == "某局"
