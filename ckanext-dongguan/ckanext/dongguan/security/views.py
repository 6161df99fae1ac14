"""The page at `/dongguan/accounts` where a locked account is let in again."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

dongguan_accounts = Blueprint("dongguan_accounts", __name__, url_prefix="/dongguan/accounts")

__all__ = ["dongguan_accounts"]


@dongguan_accounts.before_request
def _only_for_those_who_unlock() -> None:
    try:
        tk.check_access("dongguan_account_unlock", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_accounts.get("", strict_slashes=False)
def index() -> str:
    """Show the form."""
    return _drawn("", {})


@dongguan_accounts.post("")
def unlock() -> Any:
    """Unlock and go back, or say what is wrong."""
    name = tk.request.form.get("user", "").strip()
    try:
        tk.get_action("dongguan_account_unlock")({}, {"user": name})
    except tk.ValidationError as error:
        return _drawn(name, error.error_dict), 400
    tk.h.flash_success(str(tk._("{account} can sign in again.")).format(account=name))
    return tk.redirect_to("dongguan_accounts.index")


def _drawn(name: str, errors: dict[str, Any]) -> str:
    extra = {
        "name": name,
        "errors": errors,
    }
    return str(tk.render("dongguan/security/accounts.html", extra))
