"""`ckan dongguan-directory`: providers, themes and Excel catalogues."""

from __future__ import annotations

import os
from typing import Any

import ckan.plugins.toolkit as tk
import click

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
