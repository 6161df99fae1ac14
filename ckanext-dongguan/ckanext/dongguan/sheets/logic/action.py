"""Actions of the room."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.clock import now

from .. import choosing, ordering, orders, wording
from ..fault import FileRefusedError
from ..layout_reading import MappingRefusedError
from ..order import Order, shown

Context = dict[str, Any]
Data = dict[str, Any]


def dongguan_sheet_import(context: Context, data_dict: Data) -> dict[str, Any]:
    """Take in a workbook of datasets: all of it, or nothing with every fault told.

    :param path: the file on the server
    :type path: string
    :param type: the dataset type of the template (optional, default: `dataset`)
    :type type: string
    :param layout: the name of a known layout that the file has instead (optional)
    :type layout: string
    :param mapping: the text of a mapping file that describes its layout (optional)
    :type mapping: string
    :param is_whole: with a layout or a mapping: write nothing if one row is refused
        (optional, default: True)
    :type is_whole: bool

    :returns: `is_written`, `outcomes` (how many records were `created`, `updated`,
        `unchanged`, `refused`, `held`, how many rows `repeated` or `blank`), `account` (the
        same in lines of text) and `faults`: a list of `sheet`, `row`, `column`, `place`
        (`Sheet!C17`), `header` and `sentence`
    :rtype: dictionary
    """
    tk.check_access("dongguan_sheet_import", context, data_dict)
    path = Path(tk.get_or_bust(data_dict, "path"))
    name = str(data_dict.get("filename") or path.name)
    try:
        title, taken = choosing.taken(path, name, context, data_dict)
    except FileRefusedError as error:
        raise tk.ValidationError({"file": [wording.refused(name, error)]}) from error
    except MappingRefusedError as error:
        told = [wording.mapping_fault(one) for one in error.faults]
        raise tk.ValidationError({"mapping": told}) from error
    return {
        "is_written": taken.is_written,
        "outcomes": dict(taken.outcomes),
        "account": list(wording.account(title, taken)),
        "faults": [
            {
                "sheet": one.spot.sheet,
                "row": one.spot.row,
                "column": one.spot.column,
                "place": str(one.spot),
                "header": one.header,
                "sentence": wording.fault(one),
            }
            for one in taken.faults
        ],
    }


def dongguan_sheet_order_create(context: Context, data_dict: Data) -> dict[str, Any]:
    """Order a table that is too large to wait for; a worker writes it.

    :param title: how the table is called
    :type title: string
    :param type: the dataset type of the template (optional, default: `dataset`)
    :type type: string
    :param form: xlsx, csv or json
    :type form: string
    :param query: the search whose entries are wanted, as `package_search` takes it
    :type query: dictionary
    :param is_own: give only what the caller may edit, with all fields, to be changed and
        handed in again (optional, default: False)
    :type is_own: bool

    :returns: the order as `dongguan_sheet_order_show` gives it
    :rtype: dictionary
    """
    tk.check_access("dongguan_sheet_order_create", context, data_dict)
    title, form, query = tk.get_or_bust(data_dict, ["title", "form", "query"])
    wanted = Order(
        id=str(uuid.uuid4()), account=_account(context), title=str(title), form=str(form),
        template=str(data_dict.get("type") or "dataset"), query=dict(query),
        asked_at=now(), is_own=tk.asbool(data_dict.get("is_own", False)),
    )  # fmt: skip
    try:
        return shown(ordering.order(wanted))
    except ordering.TooManyError as error:
        text = tk._("Your earlier exports are not written yet: wait for one, or take it back.")
        raise tk.ValidationError({"query": [text]}) from error


@tk.side_effect_free
def dongguan_sheet_order_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show how far a table is that the caller ordered.

    :param id: the order
    :type id: string

    :returns: `id`, `title`, `form`, `is_own`, `is_open`, `state` (waiting, running, ready,
        failed, cancelled), `done` of `total` entries and `percent`; the file is at
        `/exports/<id>/file`
    :rtype: dictionary
    """
    tk.check_access("dongguan_sheet_order_show", context, data_dict)
    return shown(_own(context, data_dict))


def dongguan_sheet_order_cancel(context: Context, data_dict: Data) -> None:
    """Take an order of the caller back; what is written of it goes.

    :param id: the order
    :type id: string
    """
    tk.check_access("dongguan_sheet_order_cancel", context, data_dict)
    orders.drop(_own(context, data_dict))


def _own(context: Context, data_dict: Data) -> Order:
    found = orders.get(str(tk.get_or_bust(data_dict, "id")))
    if found is None or found.account != _account(context):
        raise tk.ObjectNotFound(tk._("There is no such export; it may have been deleted."))
    return found


def _account(context: Context) -> str:
    user = model.User.get(context["user"]) if context.get("user") else None
    if user is None:
        raise tk.NotAuthorized(tk._("Sign in to order an export."))
    return str(user.id)
