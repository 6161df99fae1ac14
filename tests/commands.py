"""Calls a command of the portal as `ckan` does, from a terminal that speaks a language."""

from __future__ import annotations

import click
from click.testing import CliRunner, Result


def call(command: click.Command, *words: object, language: str = "zh_CN.UTF-8") -> Result:
    """Call a command with words, and collect what it answers."""
    runner = CliRunner(env={"LC_ALL": None, "LANG": language})
    return runner.invoke(command, [str(word) for word in words])
