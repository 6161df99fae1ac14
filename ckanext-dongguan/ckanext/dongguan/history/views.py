"""The page of the room: `/dataset/<id>/history`."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from flask import Blueprint

dongguan_history = Blueprint("dongguan_history", __name__)

__all__ = ["dongguan_history"]

PAGE = 20


@dongguan_history.route("/dataset/<id>/history")
def read(id: str) -> str:  # noqa: A002
    """Show what was changed in a dataset, field by field."""
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    number = tk.h.get_page_number(tk.request.args)
    wanted = {"id": id, "offset": (number - 1) * PAGE, "limit": PAGE}
    try:
        found = tk.get_action("dongguan_history_list")(context, wanted)
        dataset = tk.get_action("package_show")(dict(context), {"id": id})
    except tk.ObjectNotFound:
        tk.abort(404)
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))
    last = max(-(-found["count"] // PAGE), 1)
    facts = {"pkg_dict": dataset, "lines": found["results"], "page": number, "last": last}
    return str(tk.render("dongguan/history/read.html", facts))
