"""An administrator checks the site's own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from ckan.common import config
from click.testing import CliRunner, Result

from ckanext.dongguan.search import asked
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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_read_as_a_spreadsheet_saves_it(folder: Path, encoding: str) -> None:
    (folder / "OWN.CSV").write_bytes("words\n囍糖铺|喜糖店\n".encode(encoding))

    assert check().exit_code == 0
    assert asked.lexicon().equals("囍糖铺") == ("喜糖店",)


def test_a_file_in_no_known_encoding_is_a_fault(folder: Path) -> None:
    (folder / "own.csv").write_bytes(b"words\n\xff\xff\n")

    result = check()

    assert result.exit_code == 1
    assert "own.csv：文件不能读取，或不是 UTF-8、GBK 编码" in result.output


def test_every_file_is_looked_at_though_one_is_at_fault(folder: Path) -> None:
    (folder / "a.csv").write_text("word,found\n莞香,香市\n", encoding="utf-8")
    (folder / "b.csv").write_text('words\n"a,b"\n', encoding="utf-8")

    result = check()

    assert "a.csv 第 1 行“found”：这种文件没有这一列" in result.output
    assert "b.csv 第 2 行" in result.output


def test_a_folder_that_is_gone_is_a_fault_and_its_words_stay(folder: Path) -> None:
    own = folder / "own.csv"
    own.write_text("words\n囍糖铺|喜糖店\n", encoding="utf-8")
    known = asked.lexicon()

    own.unlink()
    folder.rmdir()
    result = check()

    assert result.exit_code == 1
    assert "没有这个文件夹" in result.output
    assert asked.lexicon() is known
