"""Commands of the room."""

from __future__ import annotations

import time

import click

from .adoption import adopt
from .sweep import sweep

__all__ = ["dongguan_files"]


@click.group("dongguan-files", short_help="数据文件 / Files of the portal")
def dongguan_files() -> None:
    """Look after the files of the portal."""


@dongguan_files.command("sweep")
@click.option("--dry-run", is_flag=True, help="只清点，不删除 / Count only")
def sweep_command(dry_run: bool) -> None:
    """Remove files that no dataset holds any more and that are older than a day."""
    found = sweep(time.time(), is_dry=dry_run, tell=lambda _: None)
    click.echo(f"无主文件 / strays: {found.files} ({found.freed_bytes} B)")


@dongguan_files.command("prepare")
def prepare_command() -> None:
    """Give files of an older release keys of their own; it may run at every start."""
    if count := adopt():
        click.echo(f"已迁移 / moved: {count}")
