"""The bytes of one file as an answer: whole, in part, or "you have it already"."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

import ckan.plugins.toolkit as tk
from ckan import model
from flask import Response, current_app, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import FileWrapper

from ckanext.dongguan.security.policy import FILE_POLICY, Keeping
from ckanext.dongguan.text.filename import content_disposition

from . import conditions, giving, keys
from .filetype import HEAD_BYTES, encoding_of, known
from .giving import Given
from .storage import vault
from .stream import CHUNK_BYTES, WatchedFile

_TEXT_CONTENTS = {"text", "json", "xml"}


def load(context: dict[str, Any], dataset: str, resource_id: str) -> Given:
    """Load a resource for a person who may have its bytes, on record.

    :raises ObjectNotFound: there is none, it is not of this dataset, or the person
        may not know of it: these answer alike
    :raises NotAuthorized: the person may know of it and not have it
    """
    resource = giving.load(resource_id)
    if dataset not in {resource.package.id, resource.package.name}:
        raise tk.ObjectNotFound()
    return giving.ask(context, resource_id, "file_download")


def answer(given: Given) -> Response:
    """Send the file of a resource under the name it came with.

    :raises ObjectNotFound: there is no such file
    """
    resource = given.resource
    path = _place(resource)
    name = str(resource.extras.get("filename") or resource.url)
    size = path.stat().st_size
    file = WatchedFile(path.open("rb"), still_may=_still_may(resource), clock=time.monotonic)
    body = FileWrapper(cast(IO[bytes], file), CHUNK_BYTES)
    response = Response(body, direct_passthrough=True)
    response.content_length = size
    response.set_etag(resource.hash)
    response.last_modified = resource.last_modified
    response.headers["Content-Type"] = _content_type(path, name)
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    if not given.is_open:
        response.headers["Cache-Control"] = Keeping.NEVER.value
    return _conditional(response, size)


def _conditional(response: Response, size: int) -> Response:
    """Answer the conditions of the request first and its range then (RFC 9110 §13.2.2)."""
    environ = request.environ
    response.make_conditional(conditions.without_range(environ), accept_ranges=True)
    wanted = conditions.wanted_part(environ, size)
    if wanted is None or response.status_code != 200:
        return response
    try:
        response.make_conditional(wanted, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable:
        response.close()
        kept = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        return Response(status=416, headers=kept)
    return response


def _still_may(resource: model.Resource) -> Callable[[], bool]:
    """Return what asks, in the middle of a long answer, whether it may go on."""
    app, resource_id = current_app._get_current_object(), resource.id  # type: ignore[attr-defined]
    user = tk.current_user.name

    def ask() -> bool:
        with app.app_context():
            try:
                return giving.may_have({"user": user}, resource_id)
            finally:
                model.Session.remove()

    return ask


def _place(resource: model.Resource) -> Path:
    key = keys.of(resource.id, resource.hash or "")
    path = vault().path(key) if key else None
    if path is None or not path.is_file():
        raise tk.ObjectNotFound()
    return path


def _content_type(path: Path, name: str) -> str:
    """Name the type, for texts with the encoding they are written in."""
    file_type = known().get(name.rpartition(".")[2].lower())
    if file_type is None:
        return "application/octet-stream"
    if file_type.content not in _TEXT_CONTENTS:
        return file_type.mimetype
    with path.open("rb") as stream:
        encoding = encoding_of(stream.read(HEAD_BYTES))
    return f"{file_type.mimetype}; charset={encoding or 'utf-8'}"
