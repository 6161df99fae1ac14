"""An administrator checks the site's own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from ckan.common import config
from click.testing import CliRunner, Result

from ckanext.dongguan.search.cli import search_words

FOLDER = "ckanext.dongguan.search.words_folder"


@pytest.fixture
def folder(portal: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(config, FOLDER, str(tmp_path))
    return tmp_path


def check() -> Result:
    return CliRunner().invoke(search_words, ["check"])


def test_good_files_are_counted(folder: Path) -> None:
    (folder / "own.csv").write_text("words\n莞香|女儿香\n", encoding="utf-8")

    told = check()

    assert told.exit_code == 0
    assert "词典可用" in told.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('words\n"a,b"\n', "own.csv 第 2 行“a,b”：词中不能有"),
        ("wort\n莞香\n", "own.csv 第 1 行"),
        ("word,role\n莞香,gone\n", "role 只能是"),
        ("words\n" + "长" * 21 + "\n", "超过 20 个字"),
    ],
)
def test_a_fault_is_told_with_its_place_and_remedy(
    folder: Path, content: str, told: str
) -> None:
    (folder / "own.csv").write_text(content, encoding="utf-8")

    result = check()

    assert result.exit_code == 1
    assert told in result.output


def test_a_file_in_another_encoding_is_a_fault(folder: Path) -> None:
    (folder / "own.csv").write_bytes("words\n莞香\n".encode("gb18030"))

    assert check().exit_code == 1
