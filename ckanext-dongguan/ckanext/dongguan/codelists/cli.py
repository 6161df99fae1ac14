"""`ckan dongguan-codelists`: what lists there are, and whether a site's files are sound."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.language import locale_of_terminal
from ckanext.dongguan.schemas import codelists
from ckanext.dongguan.schemas.codelists import CodelistFaultError, tree

from . import outline, site

__all__ = ["codelists_commands"]


@click.group("dongguan-codelists")
@click.pass_context
def codelists_commands(ctx: click.Context) -> None:
    """Look into the code lists and check a site's additions to them."""
    # Words are translated inside a request only; LANG chooses as for any command.
    language = locale_of_terminal(os.environ)
    request = ctx.meta["flask_app"].test_request_context(
        environ_overrides={"CKAN_LANG": language}
    )
    ctx.with_resource(request)


@codelists_commands.command("list")
def list_command() -> None:
    """List the code lists with the number of codes in use and of retired ones."""
    today = datetime.now(tk.h.get_display_timezone()).date()
    for name in codelists.names():
        said = outline.localised(outline.summary(codelists.load(name), today), tk.h.lang())
        click.echo(f"{name:24} {said['count']:5} {said['retired']:4}  {said['label']}")


@codelists_commands.command("show")
@click.argument("name")
def show_command(name: str) -> None:
    """Print the codes of a list with their labels and days."""
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
    """Tell every fault in a folder of additions (the one in use, if none is named)."""
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
