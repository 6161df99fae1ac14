"""An operator at a terminal: the answer on stdout, what goes on beside it, exit codes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from click.testing import Result

from ckanext.dongguan.harvest import cli

from ..commands import call
from .conftest import Remote, register
from .portal_server import package

Command = Callable[..., Result]


@pytest.fixture
def command(app: Any) -> Command:
    """Call the command."""
    return partial(call, cli.harvest)


def test_a_run_says_what_came_of_it_and_its_progress_beside(
    command: Command, remote: Remote
) -> None:
    remote.portal.records = [package(1), package(2, tags="不是列表")]

    ran = command("run", remote.source)
    status = command("status", remote.source, language="en_US.UTF-8")

    assert ran.exit_code == 0
    assert "成功  新增 1  未收录 1" in ran.stdout
    assert "用量：请求" in ran.stdout
    assert "汇聚 2/2" in ran.stderr
    assert "汇聚 2/2" not in ran.stdout
    assert "Succeeded  Added 1  Not taken 1" in status.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gaoji"], "没有命令 'gaoji'"),
        (["run"], "缺少参数 'NAME'"),
        (["run", "a", "b"], "多出的参数（b）"),
        (["run", "a", "--quan"], "没有选项 '--quan'"),
        (["preview", "a", "--most", "很多"], "'很多' 不是数"),
        (["preview", "a", "--most", "500"], "500 不在范围"),
        (["source", "a", "--kind", "ckan"], "缺少选项 '--title'"),
        (["source", "a", "--title"], "选项 '--title' 须带 1 个值"),
    ],
)
def test_wrong_arguments_are_told_in_chinese(
    command: Command, words: list[str], said: str
) -> None:
    before = os.environ.get("LANGUAGE")

    wrong = command(*words)

    assert wrong.exit_code == 2
    assert said in wrong.output
    assert not re.search("Usage|Error|Missing|Try", wrong.output)
    assert os.environ.get("LANGUAGE") == before


def test_the_usage_of_a_command_is_told_in_chinese(command: Command) -> None:
    asked = command("run", "--help")

    assert "用法: dongguan-harvest run" in asked.output
    assert "显示本说明。" in asked.output


def test_wrong_arguments_are_told_in_english_at_an_english_terminal(command: Command) -> None:
    wrong = command("run", language="en_US.UTF-8")

    assert "Error: Missing argument 'NAME'" in wrong.output
    assert "用法" not in wrong.output


def test_only_a_run_that_was_cut_off_is_resumed(command: Command, remote: Remote) -> None:
    remote.portal.records = [package(1)]
    remote.follow()
    asked = len(remote.portal.asked)

    told = command("resume", remote.source)

    assert told.exit_code == 0
    assert "没有可继续的运行" in told.stdout
    assert len(remote.portal.asked) == asked


@pytest.mark.parametrize("word", ["run", "resume", "diff", "preview", "status", "approve"])
def test_an_unknown_source_is_told_and_the_command_fails(command: Command, word: str) -> None:
    told = command(word, "没有这个来源")

    assert told.exit_code == 1
    assert "没有这个来源" in told.stderr
    assert told.stdout == ""


def test_a_source_that_is_down_is_told_with_what_to_do(
    command: Command, remote: Remote
) -> None:
    remote.register(address="http://127.0.0.1:9", limits={"tries": 1})

    looked, ran = command("preview", remote.source), command("run", remote.source)

    assert (looked.exit_code, ran.exit_code) == (1, 1)
    assert "连接失败" in looked.stderr
    assert "请检查地址与网络" in ran.stderr


def test_a_harvester_elsewhere_that_cannot_begin_is_told_too(
    command: Command, new_name: Callable[[str], str]
) -> None:
    name = register(
        new_name("bieren"), adapter="ckanext-harvest:ckan", address="http://10.0.0.1"
    )

    told = command("run", name)

    assert told.exit_code == 1
    assert "内部网络" in told.stderr


@pytest.mark.parametrize(
    ("words", "exit_code", "told"),
    [
        (["--option", "page_size"], 2, "名称=值"),
        (["--option", "page_size=很多"], 1, "每页条数：“很多”"),
        (["--limit", "calls_per_second=-1"], 1, "每秒最多请求数：“-1”"),
        (["--schedule", "每天"], 1, "时间表：“每天”"),
    ],
)
def test_wrong_arguments_are_told_by_the_name_of_the_field(
    command: Command,
    new_name: Callable[[str], str],
    words: list[str],
    exit_code: int,
    told: str,
) -> None:
    given = ["--title", "目录", "--kind", "ckan", "--address", "https://data.example.gov.cn"]

    answer = command("source", new_name("mingling"), *given, *words)

    assert answer.exit_code == exit_code
    assert told in answer.stderr
