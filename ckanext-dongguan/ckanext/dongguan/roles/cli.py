"""`ckan dongguan-roles`: see, grant and revoke roles.

The first security administrator comes from here, without a name behind it; everything
else is done in the name of one (`--by`) and asked of the same rules as on the page.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.speech import of_terminal
from ckanext.dongguan.usage import Group, refusals_told

__all__ = ["roles"]


@click.group("dongguan-roles", cls=Group, short_help="角色 / Roles")
@click.pass_context
def roles(ctx: click.Context) -> None:
    """查看、授予和收回角色 / See, grant and revoke roles."""
    ctx.with_resource(of_terminal())


@roles.command("list")
@click.option("--all", "is_all", is_flag=True, help="含已结束的 / Also what has ended.")
def list_command(is_all: bool) -> None:
    """列出授权：编号、账号、角色、单位、授予人、期限 / List grants."""
    for one in _act("dongguan_role_grant_list", None, all=is_all):
        fields = ("id", "user_label", "role", "organization_label", "granted_by_label")
        until = one["revoked_at"] or one["until"] or "-"
        click.echo("\t".join([*(str(one[name]) for name in fields), until]))


@roles.command("grant")
@click.argument("user")
@click.argument("role")
@click.option(
    "--organization", help="单位，部门角色必填 / Department, for a role of a department."
)
@click.option("--until", help="截止日 / Last day, as 2026-12-31.")
@click.option("--by", help="授予人（安全管理员） / Who grants it.")
def grant_command(
    user: str, role: str, organization: str | None, until: str | None, by: str | None
) -> None:
    """授予角色 / Give a role to an account."""
    wish = {"user": user, "role": role, "organization": organization, "until": until}
    given = _act("dongguan_role_grant", by, **wish)
    click.echo(f"{given['id']}\t{given['user_label']}\t{given['role_label']}")


@roles.command("revoke")
@click.argument("grant_id", type=int)
@click.option("--by", required=True, help="收回人（安全管理员） / Who takes it back.")
def revoke_command(grant_id: int, by: str) -> None:
    """按授权编号收回角色 / Take a role back, by the number of its grant."""
    taken = _act("dongguan_role_revoke", by, id=grant_id)
    click.echo(f"{taken['id']}\t{taken['user_label']}\t{taken['role_label']}")


def _act(action: str, by: str | None, **data: Any) -> Any:
    context = {"user": by} if by else {"user": "", "ignore_auth": True}
    with refusals_told():
        return tk.get_action(action)(context, data)
