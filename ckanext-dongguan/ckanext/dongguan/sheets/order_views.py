"""Pages below `/exports`: how far an ordered table is, and the table itself."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan import account

from . import orders
from .form import FORMS
from .order import KEPT, State
from .sending import attachment

dongguan_orders = Blueprint("dongguan_orders", __name__, url_prefix="/exports")


@dongguan_orders.get("/<number>")
def read(number: str) -> str:
    """Show how far an order is."""
    extra = {"order": _own(number), "days": KEPT.days}
    return str(tk.render("dongguan/sheets/order.html", extra))


@dongguan_orders.get("/<number>/file")
def download(number: str) -> Response:
    """Give the table that was ordered."""
    order = _own(number)
    if order["state"] != State.READY:
        tk.abort(404, tk._("The table is not written yet."))
    # Flask closes the file when it is sent.
    file = orders.path(order["id"], order["form"]).open("rb")
    return attachment(file, order["title"], FORMS[order["form"]])


@dongguan_orders.post("/<number>/cancel")
def cancel(number: str) -> Any:
    """Take an order back."""
    order = _own(number)
    tk.get_action("dongguan_sheet_order_cancel")(account.of_page(), {"id": order["id"]})
    tk.h.flash_success(tk._("The order is taken back."))
    room = "dongguan_sheets" if order["is_own"] else "dongguan_catalog"
    return tk.redirect_to(f"{room}.index")


def _own(number: str) -> dict[str, Any]:
    """Read an order of the person in front of the page; of others nothing is told."""
    try:
        return dict(
            tk.get_action("dongguan_sheet_order_show")(account.of_page(), {"id": number})
        )
    except (tk.ObjectNotFound, tk.NotAuthorized) as error:
        return dict(tk.abort(404, str(error)))
