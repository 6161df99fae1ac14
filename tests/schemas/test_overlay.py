"""A site adds codes and gives up others without a release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ckanext.dongguan.schemas import codelists
from ckanext.dongguan.schemas.codelists import CodelistFaultError, Kind

TODAY = date(2026, 1, 5)
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """Put a file into the site's folder; afterwards the lists are the project's again."""
    before = codelists.installed()

    def put(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    yield put
    codelists.install(before)


def kinds(folder: Path) -> list[tuple[Kind, str, int, str]]:
    with pytest.raises(CodelistFaultError) as refused:
        codelists.install(folder)
    return [(f.kind, f.file, f.row, f.column) for f in refused.value.faults]


def test_one_line_retires_a_code_and_leaves_its_labels(write: Write) -> None:
    codelists.install(write("themes.csv", "code,valid_to\n16,2025-12-31\n"))

    themes = codelists.load("themes")
    assert "16" not in {code.code for code in themes.valid(TODAY)}
    assert themes.label("16", "zh_Hans_CN") == "企业服务"
    assert len(themes.codes) == 17


def test_a_new_code_stands_at_the_end_with_all_columns_of_its_list(write: Write) -> None:
    text = "code,label_zh,label_en,source,group\n17,夜间经济,Night economy,局函,night\n"

    codelists.install(write("themes.csv", text))

    added = codelists.load("themes").codes[-1]
    assert (added.code, added.more["group"], added.more["eu_data_theme"]) == ("17", "night", "")
    assert added in codelists.load("themes").valid(TODAY)


def test_a_dash_empties_a_cell_and_an_empty_cell_changes_nothing(write: Write) -> None:
    row = "code,label_en,note,synonyms\n07,,-,Culture|文娱\n"

    codelists.install(write("themes.csv", row))

    changed = codelists.load("themes").get("07")
    assert changed is not None
    assert (changed.label_en, changed.note) == ("Culture and leisure", "")
    assert codelists.load("themes").find("文娱") == changed


def test_a_file_saved_by_excel_is_read(write: Write) -> None:
    folder = write("themes.csv", "")
    (folder / "themes.csv").write_bytes("\ufeffcode,note\r\n16,备注\r\n".encode())

    codelists.install(folder)

    found = codelists.load("themes").get("16")
    assert found is not None
    assert found.note == "备注"


GOOD = "17,夜间经济,Night,局函"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("topics.csv", "code\n1\n", (Kind.NO_LIST, "topics.csv", 0, "")),
        ("themes.csv", "", (Kind.NO_CODE_COLUMN, "themes.csv", 1, "")),
        ("themes.csv", "label_zh\n夜间\n", (Kind.NO_CODE_COLUMN, "themes.csv", 1, "")),
        ("themes.csv", "code,colour\n16,red\n",
         (Kind.UNKNOWN_COLUMN, "themes.csv", 1, "colour")),
        ("themes.csv", "code,note\n16,a,b\n", (Kind.TOO_MANY_CELLS, "themes.csv", 2, "")),
        ("themes.csv", "code,note\n16,a\n16,b\n", (Kind.TWICE, "themes.csv", 2, "code")),
        ("themes.csv", "code,label_zh,label_en,source\n17,夜间,,局函\n",
         (Kind.NO_LABEL, "themes.csv", 2, "label_en")),
        ("themes.csv", "code,label_zh,label_en,source\n17,夜间,Night,\n",
         (Kind.NO_SOURCE, "themes.csv", 2, "source")),
        ("themes.csv", f"code,label_zh,label_en,source\n{GOOD[0:2]} 1{GOOD[2:]}\n",
         (Kind.BAD_CODE, "themes.csv", 2, "code")),
        ("themes.csv", "code,valid_to\n\n16,2025/12/31\n",
         (Kind.NO_DAY, "themes.csv", 3, "valid_to")),
        ("themes.csv", "code,valid_from,valid_to\n16,2026-02-01,2026-01-01\n",
         (Kind.ENDS_BEFORE_IT_BEGINS, "themes.csv", 2, "valid_to")),
        ("themes.csv", "code,synonyms\n16,交通|道路交通\n",
         (Kind.SAME_NAME, "themes.csv", 2, "synonyms")),
        ("departments.csv", "code,valid_to,successor\ndg-lyj,2027-01-01,dg-nowhere\n",
         (Kind.NO_SUCH_CODE, "departments.csv", 2, "successor")),
        ("departments.csv", "code,parent\ndg-wglt,dg-tsg\n",
         (Kind.CIRCLE, "departments.csv", 2, "parent")),
        ("departments.csv", "code,valid_to,successor\ndg-zsj,2027-01-01,dg-zwb\n",
         (Kind.CIRCLE, "departments.csv", 2, "successor")),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(
    write: Write, name: str, text: str, found: tuple[Kind, str, int, str]
) -> None:
    assert found in kinds(write(name, text))


def test_what_is_no_utf_8_is_refused(write: Write) -> None:
    folder = write("themes.csv", "")
    (folder / "themes.csv").write_bytes("code,label_zh\n16,夜间".encode("gb18030"))

    assert kinds(folder) == [(Kind.NOT_TEXT, "themes.csv", 0, "")]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"

    assert kinds(folder) == [(Kind.NO_FOLDER, str(folder), 0, "")]


def test_a_folder_with_a_fault_changes_nothing_and_names_all_of_them(write: Write) -> None:
    write("level.csv", "code,label_zh\n1,壹级\n")
    folder = write("themes.csv", "code,valid_to\n16,soon\n15,later\n")

    assert len(kinds(folder)) == 2
    assert codelists.load("level").label("1", "zh_Hans_CN") == "一级"


def test_a_change_in_the_folder_is_taken_at_the_next_refresh(write: Write) -> None:
    folder = write("themes.csv", "code,note\n16,甲\n")
    codelists.install(folder)
    write("themes.csv", "code,note\n16,甲乙丙\n")

    assert codelists.refresh()
    assert not codelists.refresh()
    note = codelists.load("themes").get("16")
    assert note is not None
    assert note.note == "甲乙丙"


def test_a_change_with_a_fault_is_told_once_and_the_lists_stay(write: Write) -> None:
    folder = write("themes.csv", "code,valid_to\n16,2025-12-31\n")
    codelists.install(folder)
    write("themes.csv", "code,valid_to\n16,soon\n")

    with pytest.raises(CodelistFaultError):
        codelists.refresh()

    assert not codelists.refresh()
    assert "16" not in {code.code for code in codelists.load("themes").valid(TODAY)}


def test_a_file_taken_away_gives_the_code_back(write: Write) -> None:
    folder = write("themes.csv", "code,valid_to\n16,2025-12-31\n")
    codelists.install(folder)
    (folder / "themes.csv").unlink()

    codelists.refresh()

    assert "16" in {code.code for code in codelists.load("themes").valid(TODAY)}
