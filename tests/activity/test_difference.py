"""Which fields differ between two versions."""

from __future__ import annotations

from ckanext.dongguan.activity.difference import Difference, differences, text


def fields(found: list[Difference]) -> dict[str, tuple[str, str]]:
    return {one.field: (one.before, one.after) for one in found}


def test_fields_that_changed_came_or_went_are_listed() -> None:
    before = {"title": "旧", "notes": "同", "version": "1", "metadata_modified": "x"}
    after = {"title": "新", "notes": "同", "town": ["zhangmutou"], "metadata_modified": "y"}

    assert fields(differences(before, after)) == {
        "title": ("旧", "新"),
        "version": ("1", ""),
        "town": ("", "zhangmutou"),
    }


def test_an_empty_field_is_none_however_it_is_written() -> None:
    assert differences({"a": "", "b": None, "c": []}, {"a": None, "b": [], "c": {}}) == []


def test_a_file_that_was_replaced_is_told_by_its_name_and_day() -> None:
    old = {
        "id": "r",
        "name": "站点",
        "format": "CSV",
        "hash": "1",
        "last_modified": "2026-01-02T03:04:05",
    }
    new = {**old, "hash": "2", "last_modified": "2026-05-06T07:08:09"}

    found = differences({"resources": [old]}, {"resources": [new]})

    assert fields(found) == {
        "resources": ("站点 · CSV · 2026-01-02 03:04", "站点 · CSV · 2026-05-06 07:08")
    }


def test_files_that_came_and_went_are_told_apart() -> None:
    gone = {"id": "a", "name": "旧表", "format": "XLS"}
    come = {"id": "b", "name": "新表", "format": "CSV"}

    found = differences({"resources": [gone]}, {"resources": [come]})

    assert [(one.before, one.after) for one in found] == [
        ("", "新表 · CSV"),
        ("旧表 · XLS", ""),
    ]


def test_values_are_written_as_people_read_them() -> None:
    assert text("tags", [{"display_name": "公交"}, {"display_name": "站点"}]) == "公交、站点"
    assert text("groups", [{"name": "g", "title": "交通"}]) == "交通"
    assert text("items", [{"name": "站名", "length": 20, "unit": ""}]) == "站名 20"
    assert text("x", 5) == "5"
