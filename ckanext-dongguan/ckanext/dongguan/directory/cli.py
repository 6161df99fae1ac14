"""`ckan dongguan-directory`: providers, themes and Excel catalogues."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.language import locale_of_terminal
from ckanext.dongguan.sheets import layouts

__all__ = ["directory"]


@click.group("dongguan-directory")
@click.pass_context
def directory(ctx: click.Context) -> None:
    """Providers, themes and catalogues of the directory."""
    # Words are translated inside a request only; LANG chooses as for any command.
    language = locale_of_terminal(os.environ)
    request = ctx.meta["flask_app"].test_request_context(
        environ_overrides={"CKAN_LANG": language}
    )
    ctx.with_resource(request)


@directory.command("prepare")
def prepare_command() -> None:
    """Create providers and themes from the code lists; a second run changes nothing."""
    done = tk.get_action("dongguan_directory_prepare")(_context(), {})
    text = tk._(
        "Providers and themes: {created} created, {updated} updated, {unchanged} as before."
    )
    click.echo(str(text).format(**done))


def _context() -> dict[str, Any]:
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"user": user["name"], "ignore_auth": True}


@directory.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--layout", "name", type=click.Choice(layouts.names()), default="foshan_2018",
    show_default=True, help="How the columns are to be read.",
)  # fmt: skip
def load_command(file: Path, name: str) -> None:
    """Load an Excel catalogue; a second load of the same file changes nothing."""
    wanted = {"path": str(file), "layout": name, "is_whole": False}
    try:
        result = tk.get_action("dongguan_sheet_import")(_context(), wanted)
    except tk.ValidationError as error:
        raise click.ClickException(" ".join(error.error_dict["file"])) from error
    for line in result["account"]:
        click.echo(line)
    if result["faults"]:
        sys.exit(1)
