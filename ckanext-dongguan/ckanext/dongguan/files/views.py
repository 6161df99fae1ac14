"""The one door through which files leave the portal."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckan.lib import signals
from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from . import download, wording
from .giving import Given
from .store_rights import PICTURES

log = logging.getLogger(__name__)


def resource_download(
    package_type: str,  # noqa: ARG001 - core's route gives it
    id: str,  # noqa: A002 - core's name
    resource_id: str,
    filename: str | None = None,  # noqa: ARG001 - the name is that of the file
) -> Any:
    """Answer the file of a resource, or the address it only points to."""
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    try:
        response = _answer(download.load(context, id, resource_id))
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("Resource not found"))
    except tk.NotAuthorized as refused:
        return tk.abort(403, refused.message)
    if response.status_code < 400:
        signals.resource_download.send(resource_id)
    return response


def _answer(given: Given) -> Any:
    resource = given.resource
    if resource.url_type == "upload":
        return _stored(given)
    if urlsplit(resource.url or "").scheme not in {"http", "https"}:
        raise tk.ObjectNotFound()
    return tk.redirect_to(resource.url)


def _stored(given: Given) -> Any:
    try:
        return download.answer(given)
    except tk.ObjectNotFound:
        # Its record says that it is there: an operator has to look.
        log.error("The file of resource %s is missing in the store", given.resource.id)
        return wording.page_not_stored(given.resource.name or given.resource.id)


def request_too_large(_error: RequestEntityTooLarge) -> Any:
    """Say how much a request may carry, to a person or to a program."""
    message = wording.too_large_request()
    return wording.answer(413, "Request Too Large Error", tk._("Upload too large"), message)


def shut() -> None:
    """Answer 404 at CKAN's other doors to files: no file of a dataset lies behind them.

    Pictures of departments and themes come from storages that are public.
    """
    is_picture = (request.view_args or {}).get("storage_name") in PICTURES
    if (request.endpoint or "").startswith("file.") and not (
        is_picture and request.endpoint == "file.public_download"
    ):
        tk.abort(404, tk._("Not found"))


def take_over(app: Any) -> None:
    """Put this door in the place of core's, for every dataset type.

    Core registers one download for each type and each asks only who may see the
    entry; a blueprint of our own would leave those of the other types open.
    """
    for endpoint, view in app.view_functions.items():
        if (view.__module__, view.__name__) == ("ckan.views.resource", "download"):
            app.view_functions[endpoint] = resource_download
    app.before_request(shut)
    app.register_error_handler(RequestEntityTooLarge, request_too_large)
