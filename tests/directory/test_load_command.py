"""`ckan dongguan-directory`: every row accounted for, faults in one clear sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from ckan.tests import helpers
from click.testing import Result

from ckanext.dongguan.directory import cli

from ..commands import call

Run = Callable[..., Result]


@pytest.fixture
def run(app: Any) -> Run:
    """Call the command."""
    return partial(call, cli.directory)


def test_prepare_tells_what_it_did(prepared: dict[str, int], run: Run) -> None:
    result = run("prepare")

    assert result.exit_code == 0
    assert str(sum(prepared.values())) in result.stdout


def test_rows_are_counted_and_a_second_load_changes_nothing(
    run: Run, workbook: Any, new_name: Callable[[str], str]
) -> None:
    title = new_name("公交站点")
    path = workbook({"数据目录名称": title}, None, {"数据目录名称": title})

    first, second = run("load", path), run("load", path)

    assert first.exit_code == second.exit_code == 0
    assert counts(first) == [1, 0, 0, 1, 1, 0]
    assert counts(second) == [0, 0, 1, 1, 1, 0]
    found = helpers.call_action("package_search", fq=f'title_string:"{title}"')
    assert [d["author"] for d in found["results"]] == ["市交通运输局"]


def test_a_changed_row_updates_its_dataset(
    run: Run, workbook: Any, new_name: Callable[[str], str]
) -> None:
    title = new_name("公交站点")
    run("load", workbook({"数据目录名称": title}))

    result = run("load", workbook({"数据目录名称": title, "简介": "新的简介"}))

    assert counts(result) == [0, 1, 0, 0, 0, 0]


def test_refused_rows_are_named_by_cell_and_the_others_are_written(
    run: Run, workbook: Any, new_name: Callable[[str], str]
) -> None:
    title = new_name("公交站点")

    result = run(
        "load",
        workbook(
            {"数据目录名称": f"{title}甲", "开放状态": "公开"},
            {"数据目录名称": f"{title}乙", "简介": "长" * 30_001},
            {"数据目录名称": f"{title}丙"},
        ),
    )

    assert result.exit_code == 1
    assert counts(result) == [1, 0, 0, 0, 0, 2]
    assert "数据目录!E2：开放状态：“公开”" in result.stdout
    assert "数据目录!C3：简介：" in result.stdout


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_workbook_is_one_sentence(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "目录.xlsx"
    path.write_bytes(content)

    result = run("load", path)

    assert result.exit_code == 1
    assert "目录.xlsx：" in result.stderr
    assert "未写入任何数据" in result.stderr
    assert result.stdout == ""


def test_missing_columns_are_one_sentence(run: Run, workbook: Any) -> None:
    result = run("load", workbook({}, header=("数据目录名称", "来源部门")))

    assert result.exit_code == 1
    assert "开放状态、发布时间" in result.stderr


def counts(result: Result) -> list[int]:
    return [int(line.split()[0]) for line in result.stdout.splitlines() if line[:1] == " "]
