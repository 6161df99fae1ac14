"""`ckan dongguan-roles`: see, grant and revoke roles.

The first security administrator comes from here, without a name behind it; everything
else is done in the name of one (`--by`) and asked of the same rules as on the page.
"""

from __future__ import annotations

import os
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.language import locale_of_terminal

__all__ = ["roles"]


@click.group("dongguan-roles")
@click.pass_context
def roles(ctx: click.Context) -> None:
    """Who holds which role."""
    # Words are translated inside a request only; LANG chooses as for any command.
    language = locale_of_terminal(os.environ)
    request = ctx.meta["flask_app"].test_request_context(
        environ_overrides={"CKAN_LANG": language}
    )
    ctx.with_resource(request)


@roles.command("list")
@click.option("--all", "is_all", is_flag=True, help="Also what has ended.")
def list_command(is_all: bool) -> None:
    """List grants: number, account, role, department, by whom, until when."""
    for one in _act("dongguan_role_grant_list", None, all=is_all):
        fields = ("id", "user_label", "role", "organization_label", "granted_by_label")
        until = one["revoked_at"] or one["until"] or "-"
        click.echo("\t".join([*(str(one[name]) for name in fields), until]))


@roles.command("grant")
@click.argument("user")
@click.argument("role")
@click.option("--organization", help="Department, for a role of a department.")
@click.option("--until", help="Last day, as 2026-12-31.")
@click.option("--by", help="The security administrator who grants it.")
def grant_command(
    user: str, role: str, organization: str | None, until: str | None, by: str | None
) -> None:
    """Give a role to an account."""
    wish = {"user": user, "role": role, "organization": organization, "until": until}
    given = _act("dongguan_role_grant", by, **wish)
    click.echo(f"{given['id']}\t{given['user_label']}\t{given['role_label']}")


@roles.command("revoke")
@click.argument("grant_id", type=int)
@click.option("--by", required=True, help="The security administrator who takes it back.")
def revoke_command(grant_id: int, by: str) -> None:
    """Take a role back, by the number of its grant."""
    taken = _act("dongguan_role_revoke", by, id=grant_id)
    click.echo(f"{taken['id']}\t{taken['user_label']}\t{taken['role_label']}")


def _act(action: str, by: str | None, **data: Any) -> Any:
    context = {"user": by} if by else {"user": "", "ignore_auth": True}
    try:
        return tk.get_action(action)(context, data)
    except tk.ValidationError as error:
        texts = (text for texts in error.error_dict.values() for text in texts)
        raise click.ClickException(" ".join(texts)) from error
    except (tk.NotAuthorized, tk.ObjectNotFound) as error:
        raise click.ClickException(str(error)) from error
