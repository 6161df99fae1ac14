"""Commands of the room."""

from __future__ import annotations

import time

import click

from ckanext.dongguan.usage import Group

from .adoption import adopt
from .sweep import sweep

__all__ = ["dongguan_files"]


@click.group("dongguan-files", cls=Group, short_help="数据文件 / Files of the portal")
def dongguan_files() -> None:
    """管理门户的数据文件 / Look after the files of the portal."""


@dongguan_files.command("sweep")
@click.option("--dry-run", is_flag=True, help="只清点，不删除 / Count only")
def sweep_command(dry_run: bool) -> None:
    """删除一天前起已无主的文件 / Remove files older than a day that no dataset holds."""
    found = sweep(time.time(), is_dry=dry_run, tell=lambda _: None)
    click.echo(f"无主文件 / strays: {found.files} ({found.freed_bytes} B)")


@dongguan_files.command("prepare")
def prepare_command() -> None:
    """迁移旧版本的文件，可重复执行 / Give files of an older release keys of their own."""
    if count := adopt():
        click.echo(f"已迁移 / moved: {count}")
