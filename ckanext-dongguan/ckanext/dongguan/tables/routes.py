"""Doors of the DataStore on pages: CKAN's views catch less than can be raised."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.datapreview import get_view_plugin
from ckanext.datastore.blueprint import DUMP_FORMATS
from flask import request, stream_with_context

from ckanext.dongguan import account
from ckanext.dongguan.files.letting_go import piece_by_piece

from . import doors, wording
from .reference import is_filter


def before_request() -> None:
    """Ask before CKAN's view of a table does."""
    endpoint = request.endpoint or ""
    # Each type of dataset has this page under a name of its own.
    is_view = endpoint.endswith("resource.view")
    guard = _view if is_view else _GUARDS.get(endpoint)
    if guard is None:
        return
    try:
        guard(dict(request.view_args or {}))
    except tk.ObjectNotFound:
        tk.abort(404, tk._("Not found"))
    except tk.NotAuthorized as refused:
        tk.abort(403, refused.message)


def after_request(response: Any) -> Any:
    """Keep the pages of a dump in their request: one person, one record, one session.

    Each page sees what changed since the last one.
    """
    if request.endpoint == "datastore.dump" and response.is_streamed:
        response.response = stream_with_context(piece_by_piece(response.response))
        response.call_on_close(model.Session.remove)
    return response


def _dump(arguments: Any) -> None:
    doors.read(account.of_page(), arguments, "datastore_dump")
    wanted = request.args
    if wanted.get("format", "csv") not in DUMP_FORMATS or not is_filter(wanted.get("filters")):
        tk.abort(400, wording.not_readable())


def _api_info(arguments: Any) -> None:
    doors.read(account.of_page(), arguments, "datastore_api_info")


def _dictionary(arguments: Any) -> None:
    wanted = {"resource_id": arguments["resource_id"]}
    package = doors.change(account.of_page(), wanted, "datastore_dictionary").package
    if arguments["id"] not in {package.id, package.name}:
        raise tk.ObjectNotFound()


def _view(arguments: Any) -> None:
    """Pass over a view of a kind that is not installed: CKAN's page would fail over it."""
    view = model.Session.get(model.ResourceView, arguments.get("view_id") or "")
    if view is not None and get_view_plugin(view.view_type) is None:
        raise tk.ObjectNotFound()


_GUARDS = {
    "datastore.dump": _dump,
    "datastore.api_info": _api_info,
    "datastore.dictionary": _dictionary,
}
