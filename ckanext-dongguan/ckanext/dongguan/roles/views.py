"""The page of roles at `/dongguan/roles`: who holds what, granting, taking back."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

dongguan_roles = Blueprint("dongguan_roles", __name__, url_prefix="/dongguan/roles")

__all__ = ["dongguan_roles"]

_FIELDS = ("user", "role", "organization", "until")


@dongguan_roles.before_request
def _only_for_those_who_see_roles() -> None:
    try:
        tk.check_access("dongguan_role_grant_list", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_roles.get("", strict_slashes=False)
def index() -> str:
    """Show who holds which role, and the form to grant one."""
    return _drawn({}, {})


@dongguan_roles.post("")
def grant() -> Any:
    """Grant a role, or show the form again with what is wrong."""
    asked = {name: tk.request.form.get(name, "").strip() for name in _FIELDS}
    try:
        given = tk.get_action("dongguan_role_grant")({}, dict(asked))
    except tk.ValidationError as error:
        return _drawn(asked, error.error_dict), 400
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    message = str(tk._("{person} now holds the role {role}."))
    tk.h.flash_success(message.format(person=given["user_label"], role=given["role_label"]))
    return tk.redirect_to("dongguan_roles.index")


@dongguan_roles.post("/<int:grant_id>/revoke")
def revoke(grant_id: int) -> Any:
    """Take a role back and go on."""
    try:
        taken = tk.get_action("dongguan_role_revoke")({}, {"id": grant_id})
    except tk.ObjectNotFound as error:
        tk.h.flash_error(str(error))
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    else:
        message = str(tk._("{person} no longer holds the role {role}."))
        tk.h.flash_success(message.format(person=taken["user_label"], role=taken["role_label"]))
    return tk.redirect_to("dongguan_roles.index")


def _drawn(asked: dict[str, str], errors: dict[str, Any]) -> str:
    is_all = tk.request.args.get("all") == "true"
    extra = {
        "roles": tk.get_action("dongguan_role_list")({}, {}),
        "grants": tk.get_action("dongguan_role_grant_list")({}, {"all": is_all}),
        "departments": tk.get_action("dongguan_provider_choices")({}, {}),
        "is_all": is_all,
        "asked": asked,
        "errors": errors,
    }
    return str(tk.render("dongguan/roles/index.html", extra))
