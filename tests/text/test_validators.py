"""Keywords that stock CKAN refuses are kept by package_create."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

from ckanext.dongguan.text.logic.validators import tag_string_convert

Make = Callable[..., dict[str, Any]]
WRITTEN = ["%", "住房（公租房）", "台/百户", "教育、科技", "气温(℃)", "亩", "存款，组织或参与"]


def names(dataset: dict[str, Any]) -> list[str]:
    return sorted(tag["name"] for tag in dataset["tags"])


def test_keywords_are_kept_through_tags_and_through_one_line(dataset: Make) -> None:
    listed = dataset(tags=[{"name": name} for name in WRITTEN])
    joined = dataset(tag_string=", ".join(WRITTEN))

    assert names(listed) == names(joined) == sorted(WRITTEN)


def test_a_form_that_sends_both_keeps_each_once(dataset: Make) -> None:
    made = dataset(tags=[{"name": "教育"}, {"name": " 公交"}], tag_string="教育, 科技")

    assert names(made) == ["公交", "教育", "科技"]


def test_keywords_of_a_line_stand_behind_those_that_are_there(portal: None) -> None:
    tags = {("tags", 0, "name"): "公交"}
    data: dict[Any, Any] = {**tags, ("items", 7, "name"): "站名", ("tag_string",): "教育,科技"}

    tag_string_convert(("tag_string",), data, {}, {})

    found = {key[1]: name for key, name in data.items() if key[0] == "tags"}
    assert found == {0: "公交", 1: "教育", 2: "科技"}


@pytest.mark.parametrize("name", ["", " ", "长" * 101, "a\x00b", "a,b", "\u202ea"])
def test_what_is_no_keyword_is_refused_with_a_remedy(dataset: Make, name: str) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(tags=[{"name": name}])

    assert "tags" in refused.value.error_dict


@pytest.mark.parametrize("line", [5, [5], {"a": 1}, "长" * 101])
def test_a_line_that_is_none_is_refused(dataset: Make, line: Any) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        dataset(tag_string=line)

    assert "tag_string" in refused.value.error_dict


def test_a_dataset_is_found_by_its_keyword(dataset: Make) -> None:
    made = dataset(tags=[{"name": "气温(℃)"}])

    found = helpers.call_action("package_search", fq='tags:"气温(℃)"')

    assert made["id"] in [d["id"] for d in found["results"]]
