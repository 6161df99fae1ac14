"""`ckan dongguan-security`: let a locked account in again."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import click

__all__ = ["security"]


@click.group("dongguan-security")
def security() -> None:
    """Accounts that failed to sign in too often."""


@security.command()
@click.argument("user")
@click.pass_context
def unlock(ctx: click.Context, user: str) -> None:
    """Let an account sign in again at once."""
    with ctx.meta["flask_app"].test_request_context():
        context = {"user": "", "ignore_auth": True}
        try:
            tk.get_action("dongguan_account_unlock")(context, {"user": user})
        except tk.ValidationError as error:
            raise click.ClickException(" ".join(error.error_dict["user"])) from error
    click.echo(user)
