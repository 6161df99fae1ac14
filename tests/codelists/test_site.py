"""A site's own codes: refused at the start with a sentence, taken while the portal runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from ckan.exceptions import CkanConfigurationException
from ckan.plugins import get_plugin
from click.testing import Result

from ckanext.dongguan.codelists import cli, site
from ckanext.dongguan.schemas import codelists

from ..commands import call

Write = Callable[[str], Path]


@pytest.fixture
def write(portal: None, tmp_path: Path) -> Iterator[Write]:
    """Write the site's themes.csv; afterwards the lists are the project's again."""

    def put(text: str) -> Path:
        (tmp_path / "themes.csv").write_text(text, encoding="utf-8")
        return tmp_path

    yield put
    codelists.install(None)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh_CN.UTF-8", "themes.csv 第 2 行：valid_to：“明天”不是日期"),
        ("en_GB.UTF-8", 'themes.csv, line 2: valid_to: "明天" is not a day'),
    ],
)
def test_the_portal_does_not_start_with_a_fault_and_says_where_it_is(
    write: Write, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    monkeypatch.setenv("LANG", language)
    folder = write("code,valid_to\n16,明天\n")

    with pytest.raises(CkanConfigurationException) as refused:
        get_plugin("dongguan_codelists").configure({site.OPTION: str(folder)})

    assert sentence in str(refused.value)


def test_every_kind_of_fault_has_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    faults = tuple(
        codelists.Fault(kind=kind, file="a.csv", row=3, column="parent", value="x")
        for kind in codelists.Kind
    )

    lines = site.told(codelists.CodelistFaultError(faults)).splitlines()

    assert len(set(lines)) == len(codelists.Kind)
    assert [
        line for line in lines if "{" in line or not line.startswith("a.csv 第 3 行：")
    ] == []


def test_a_code_retired_while_the_portal_runs_is_shown_so_at_the_next_request(
    app: Any, write: Write
) -> None:
    get_plugin("dongguan_codelists").configure({site.OPTION: str(write("code,note\n16,甲\n"))})
    before = app.get("/codelists/themes").text

    write("code,valid_to\n16,2025-12-31\n")

    assert "2025-12-31 后停用" not in before
    assert "2025-12-31 后停用" in app.get("/codelists/themes").text


def test_a_broken_change_is_logged_and_answers_go_on(
    app: Any, write: Write, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A command that ran in this process before may have set the logs its own way.
    monkeypatch.setattr(site.log, "disabled", False)
    monkeypatch.setattr(site.log, "handlers", [caplog.handler])
    get_plugin("dongguan_codelists").configure({site.OPTION: str(write("code,note\n16,甲\n"))})

    write("code,valid_to\n16,someday\n")

    assert app.get("/codelists/themes").status_code == 200
    assert [r for r in caplog.records if "someday" in r.getMessage()]


def test_a_job_takes_a_change_too(write: Write) -> None:
    get_plugin("dongguan_codelists").configure({site.OPTION: str(write("code,note\n16,甲\n"))})
    write("code,valid_to\n16,2025-12-31\n")

    get_plugin("dongguan_codelists").before_fork()

    found = codelists.load("themes").get("16")
    assert found is not None
    assert found.valid_to == "2025-12-31"


@pytest.fixture
def run(app: Any) -> Callable[..., Result]:
    """Call the command."""
    return partial(call, cli.codelists_commands)


def test_the_command_tells_a_fault_without_using_the_folder(
    run: Callable[..., Result], write: Write
) -> None:
    result = run("check", write("code,valid_to\n16,someday\n"))

    assert result.exit_code == 1
    assert "themes.csv 第 2 行" in result.output
    assert codelists.installed() is None


def test_the_command_finds_a_sound_folder_sound(
    run: Callable[..., Result], write: Write
) -> None:
    result = run("check", write("code,note\n16,甲\n"))

    assert (result.exit_code, result.output) == (0, "没有发现问题：themes\n")


def test_the_command_lists_and_shows(run: Callable[..., Result]) -> None:
    listed, shown, unknown = run("list"), run("show", "resource_classes"), run("show", "none")

    assert {line.split()[0] for line in listed.output.splitlines()} >= set(codelists.names())
    assert "    307999" in shown.output
    assert unknown.exit_code == 1
