"""`ckan dongguan-directory`: providers, themes and Excel catalogues."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click

from . import layouts, loading, wording
from .place import FileFaultError
from .tally import Tally

__all__ = ["directory"]


@click.group("dongguan-directory")
@click.pass_context
def directory(ctx: click.Context) -> None:
    """Providers, themes and catalogues of the directory."""
    # Words are translated inside a request only; LANG chooses as for any command.
    language = "en" if os.environ.get("LANG", "").startswith("en") else "zh_Hans_CN"
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
    layout = layouts.load(name)
    try:
        entries = loading.read(file, layout)
    except FileFaultError as error:
        raise click.ClickException(wording.file_fault(file.name, error)) from error
    lines = loading.write(entries, layout, _context())
    with click.progressbar(lines, length=len(entries), label=file.name, file=sys.stderr) as bar:
        tally = Tally(list(bar))
    for line in wording.lines(layout.label_zh, tally):
        click.echo(line)
    if tally.refused:
        sys.exit(1)
