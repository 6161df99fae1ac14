"""Every command of the portal says in both languages what it does and how it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import click
import pytest
from ckan import plugins

from ..commands import call

_HAN = re.compile("[一-鿿]")


def commands() -> dict[str, click.Command]:
    found = (
        command
        for plugin in plugins.PluginImplementations(plugins.IClick)
        for command in plugin.get_commands()
    )
    return {one.name: one for one in found if one.name and one.name.startswith("dongguan-")}


def every(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    for inner, one in getattr(command, "commands", {}).items():
        yield from every(one, f"{name} {inner}")


def said(command: click.Command) -> Iterator[str]:
    yield command.help or ""
    yield command.get_short_help_str(200)
    yield from (one.help or "" for one in command.params if isinstance(one, click.Option))


def test_each_command_says_in_both_languages_what_it_does(app: Any) -> None:
    silent = [
        f"{name}: {text}"
        for top, command in sorted(commands().items())
        for name, one in every(command, top)
        for text in said(one)
        if not one.hidden and not (_HAN.search(text) and re.search("[a-z]{3}", text))
    ]

    assert silent == []


@pytest.mark.parametrize(
    "name", ["dongguan-audit", "dongguan-codelists", "dongguan-jobs", "dongguan-openness",
             "dongguan-plan", "dongguan-roles", "dongguan-security", "dongguan-sheets"],
)  # fmt: skip
def test_a_command_that_is_not_there_is_told_in_chinese(app: Any, name: str) -> None:
    told = call(commands()[name], "no-such-command")

    assert told.exit_code == 2
    assert "没有命令" in told.output


@pytest.mark.parametrize(
    ("language", "told"),
    [
        # A terminal that says nothing of itself hears Chinese.
        ("", "错误：没有名称相符的有效账号。\n"),
        ("zh_CN.UTF-8", "错误：没有名称相符的有效账号。\n"),
        ("en_US.UTF-8", "Error: There is no active account of this name.\n"),
    ],
)
def test_what_an_action_refuses_is_the_error_of_the_command(
    app: Any, language: str, told: str
) -> None:
    command = commands()["dongguan-security"]

    refused = call(command, "unlock", "nobody-of-this-name", language=language)

    assert (refused.exit_code, refused.output) == (1, told)
