"""`ckan dongguan-security`: let a locked account in again."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.speech import of_terminal
from ckanext.dongguan.usage import Group, refusals_told

__all__ = ["security"]


@click.group("dongguan-security", cls=Group, short_help="账号安全 / Locked accounts")
@click.pass_context
def security(ctx: click.Context) -> None:
    """解锁登录失败过多的账号 / Accounts that failed to sign in too often."""
    ctx.with_resource(of_terminal())


@security.command()
@click.argument("user")
def unlock(user: str) -> None:
    """立即解锁账号 / Let an account sign in again at once."""
    context = {"user": "", "ignore_auth": True}
    with refusals_told():
        tk.get_action("dongguan_account_unlock")(context, {"user": user})
    click.echo(user)
