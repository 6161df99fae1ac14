"""What must happen inside CKAN before the portal opens: tables and accounts.

It is one process of its own: loading CKAN takes seconds, so everything is done at
once. It writes what it found to a file, for the launcher outside.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan import model
from ckan.cli.cli import CtxObject
from ckan.cli.cli import ckan as commands
from ckan.cli.db import upgrade
from ckan.lib import webassets_tools
from ckan.plugins import IClick, PluginImplementations

from .account import Account, accounts
from .key import KeyRing
from .store import write_json

# Commands of our rooms that lay the ground of every site; each may run again.
GROUND = (
    ("dongguan-directory", "prepare"),
    ("dongguan-files", "prepare"),
    ("dongguan-openness", "prepare"),
    ("dongguan-harvest", "prepare"),
)

FIRST_ROLE = "security_administrator"


def main() -> None:
    """Prepare the site of CKAN_INI; arguments: report file, secrets file, `demo` or `bare`."""
    report, secrets, scope = sys.argv[1:]
    keys = KeyRing(file=Path(secrets))
    loaded = CtxObject(os.environ["CKAN_INI"])
    with loaded.app._wsgi_app.test_request_context():
        _migrate(loaded)
        _lay_ground(loaded)
        _draw_assets()
        for account in accounts(demo=scope == "demo"):
            _ensure_account(account, keys)
        # Afterwards: the first one grants the others their roles.
        for account in accounts(demo=scope == "demo"):
            ensure_role(account, keys)
        write_json(
            Path(report), {"commands": sorted(_commands()), "datasets": _count_datasets()}
        )


def _migrate(loaded: CtxObject) -> None:
    """Bring CKAN's tables and those of every plugin up to date."""
    with click.Context(commands, obj=loaded) as context:
        context.invoke(upgrade, version="head", plugin="", skip_core=False, skip_plugins=False)


def _lay_ground(loaded: CtxObject) -> None:
    """Run the rooms' own preparations, as `ckan <command> <arguments>` would."""
    brought = _commands()
    with click.Context(commands, obj=loaded) as context:
        context.meta["flask_app"] = loaded.app._wsgi_app
        for name, *arguments in GROUND:
            if name in brought:
                with brought[name].make_context(name, list(arguments), parent=context) as own:
                    brought[name].invoke(own)


def _draw_assets() -> None:
    """Put style sheets and scripts together now; else the first reader waits for it.

    They are there, too, when the disk is full later and nothing can be written.
    """
    for bundle in webassets_tools.env:
        bundle.urls()


def _ensure_account(account: Account, keys: KeyRing) -> None:
    """Make the account once; one that a person changed stays as it is."""
    if model.User.get(account.name) is None:
        _create(account, keys)
    if _department(account):
        _join(account)


def _create(account: Account, keys: KeyRing) -> None:
    details = {
        "name": account.name,
        "fullname": account.fullname,
        "email": f"{account.name}@dongguan.example",
        "password": keys.get(f"account.{account.name}", size_bytes=12),
    }
    user = tk.get_action("user_create")(_context(), details)
    if account.is_sysadmin:
        model.User.get(user["id"]).sysadmin = True
        model.Session.commit()


def _context() -> dict[str, Any]:
    """Act as the site itself, so that CKAN's records name someone."""
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"ignore_auth": True, "user": site["name"]}


def _join(account: Account) -> None:
    """Give the account its place in its department, unless it has one."""
    department, user = model.Group.get(account.department), model.User.get(account.name)
    filters = {"group_id": department.id, "table_id": user.id, "state": "active"}
    if model.Session.query(model.Member).filter_by(**filters).first() is None:
        details = {"id": department.id, "username": account.name, "role": account.capacity}
        tk.get_action("organization_member_create")(_context(), details)


def ensure_role(account: Account, keys: KeyRing) -> None:
    """Grant a role once to an account that we made; what people decided later stays."""
    made = keys.peek(f"account.{account.name}") and model.User.get(account.name)
    if not made or account.grant is None:
        return
    asked = {"user": account.name, "all": True}
    if tk.get_action("dongguan_role_grant_list")({"ignore_auth": True}, asked):
        return
    holder, department = _holder_of_first_role(), _department(account)
    is_first = account.grant == FIRST_ROLE
    if is_first == bool(holder) or (account.department and not department):
        return
    # On a new site nobody is there to grant the first role: it comes from nobody.
    context = {"user": "", "ignore_auth": True} if is_first else {"user": holder}
    wish = {"user": account.name, "role": account.grant, "organization": department}
    tk.get_action("dongguan_role_grant")(context, wish)


def _holder_of_first_role() -> str | None:
    """Name one who may grant roles; None where nobody may."""
    grants = tk.get_action("dongguan_role_grant_list")({"ignore_auth": True}, {})
    return next((one["user"] for one in grants if one["role"] == FIRST_ROLE), None)


def _department(account: Account) -> str | None:
    """Name the account's department, where the site has it."""
    found = model.Group.get(account.department) if account.department else None
    return found.name if found else None


def _commands() -> dict[str, click.Command]:
    """List the commands that the site's plugins bring, by name."""
    plugins: Any = PluginImplementations(IClick)
    return {one.name: one for plugin in plugins for one in plugin.get_commands()}


def _count_datasets() -> int:
    return int(model.Session.query(model.Package).filter_by(state="active").count())


if __name__ == "__main__":
    main()
