"""`ckan dongguan-directory`: providers, themes and Excel catalogues."""

from __future__ import annotations

import sys
from pathlib import Path

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan import account
from ckanext.dongguan.sheets import layouts
from ckanext.dongguan.speech import of_terminal
from ckanext.dongguan.usage import Group, refusals_told

__all__ = ["directory"]


@click.group(
    "dongguan-directory",
    cls=Group,
    short_help="单位、主题与目录 / Providers, themes, catalogues",
)
@click.pass_context
def directory(ctx: click.Context) -> None:
    """提供单位、主题和 Excel 目录 / Providers, themes and Excel catalogues."""
    ctx.with_resource(of_terminal())


@directory.command("prepare")
def prepare_command() -> None:
    """按代码表建立单位和主题，可重复执行 / Create providers and themes, repeatably."""
    done = tk.get_action("dongguan_directory_prepare")(account.of_site(), {})
    text = tk._(
        "Providers and themes: {created} created, {updated} updated, {unchanged} as before."
    )
    click.echo(str(text).format(**done))


@directory.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--layout", "name", type=click.Choice(layouts.names()), default="foshan_2018",
    show_default=True, help="列的读法 / How the columns are to be read.",
)  # fmt: skip
def load_command(file: Path, name: str) -> None:
    """装入 Excel 目录，可重复执行 / Load an Excel catalogue, repeatably."""
    wanted = {"path": str(file), "layout": name, "is_whole": False}
    with refusals_told():
        result = tk.get_action("dongguan_sheet_import")(account.of_site(), wanted)
    for line in result["account"]:
        click.echo(line)
    if result["faults"]:
        sys.exit(1)
