"""The schemas alone say which field holds codes of which list."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ckanext.dongguan.schemas import coded, codelists

ROOT = Path(__file__).resolve().parents[2]


def test_every_field_names_a_list_that_there_is() -> None:
    assert {"theme", "town", "open_class", "items.type", "provider_class"} <= set(coded.lists())
    assert set(coded.lists().values()) <= set(codelists.names())


def test_a_code_has_the_label_of_its_field_s_list() -> None:
    assert coded.label("theme", "04", "en") == "Roads and transport"
    assert coded.label("items.type", "C", "zh_Hans_CN") == "字符型"
    assert coded.label("title", "04", "en") == "04"


def test_a_code_is_searched_by_all_its_names() -> None:
    assert "科教文化" in list(coded.names("theme", "03"))
    assert list(coded.names("theme", "unheard")) == []
    assert list(coded.names("title", "04")) == []


def constants(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str)}


@pytest.mark.parametrize("name", ["themes", "towns", "departments", "update_frequency"])
def test_no_code_repeats_the_labels_of_a_list(name: str) -> None:
    labels = {code.label_zh for code in codelists.load(name) if len(code.label_zh) > 2}
    files = [p for p in (ROOT / "ckanext-dongguan").rglob("*.py") if "migration" not in p.parts]

    assert {p.name: found for p in files if len(found := labels & constants(p)) > 1} == {}
