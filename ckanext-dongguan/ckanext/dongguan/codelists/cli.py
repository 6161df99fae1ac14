"""`ckan dongguan-codelists`: what lists there are, and whether a site's files are sound."""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.clock import today
from ckanext.dongguan.schemas import codelists
from ckanext.dongguan.schemas.codelists import CodelistFaultError, tree
from ckanext.dongguan.speech import of_terminal
from ckanext.dongguan.usage import Group

from . import outline, site

__all__ = ["codelists_commands"]


@click.group("dongguan-codelists", cls=Group, short_help="代码表 / Code lists")
@click.pass_context
def codelists_commands(ctx: click.Context) -> None:
    """查看代码表，检查本站的增补 / Look into the code lists, check a site's additions."""
    ctx.with_resource(of_terminal())


@codelists_commands.command("list")
def list_command() -> None:
    """列出代码表及在用、停用代码数 / List the lists with codes in use and retired."""
    day = today()
    for name in codelists.names():
        said = outline.localised(outline.summary(codelists.load(name), day), tk.h.lang())
        click.echo(f"{name:24} {said['count']:5} {said['retired']:4}  {said['label']}")


@codelists_commands.command("show")
@click.argument("name")
def show_command(name: str) -> None:
    """列出一张表的代码 / Print the codes of a list with their labels and days."""
    try:
        rows = tree(codelists.load(name))
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    for code, depth in rows:
        days = f"{code.valid_from}–{code.valid_to}".strip("–")
        parts = (code.code, code.label_zh, code.label_en, days)
        click.echo("  " * depth + "  ".join(filter(None, parts)))


@codelists_commands.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def check_command(folder: Path | None) -> None:
    """检查增补文件夹，缺省为在用的 / Tell every fault in a folder of additions.

    The one in use, if none is named.
    """
    folder = folder or codelists.installed()
    if folder is None:
        click.echo(tk._("No folder is set: the lists are those of the release."))
        return
    try:
        shelf = codelists.read(folder)
    except CodelistFaultError as error:
        raise click.ClickException(site.told(error)) from error
    names = tk._(", ").join(shelf.site_lists) or tk._("no files")
    click.echo(str(tk._("No fault found: {names}")).format(names=names))
