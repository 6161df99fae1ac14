"""The bytes of one file as an answer: whole, in parts, or "you have it already"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from flask import Response, send_file

from ckanext.dongguan.openness.decision import Audience
from ckanext.dongguan.security.policy import FILE_POLICY, Keeping
from ckanext.dongguan.text.filename import content_disposition

from .filetype import HEAD_BYTES, encoding_of, known
from .storage import vault
from .vault import PlaceError

_TEXT_CONTENTS = {"text", "json", "xml"}


def answer(resource: model.Resource) -> Response:
    """Send the file of a resource under the name it came with.

    :raises ObjectNotFound: there is no such file
    """
    path = _place(resource)
    name = str(resource.extras.get("filename") or resource.url)
    response = send_file(
        path,
        mimetype="application/octet-stream",
        etag=resource.hash,
        last_modified=resource.last_modified,
        conditional=True,
    )
    response.headers["Content-Type"] = _content_type(path, name)
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    if not _is_open(resource.package_id):
        response.headers["Cache-Control"] = Keeping.NEVER.value
    return response


def _is_open(dataset_id: str) -> bool:
    shown = tk.get_action("dongguan_openness_show")({"ignore_auth": True}, {"id": dataset_id})
    return bool(shown["audience"] == Audience.OPEN)


def _place(resource: model.Resource) -> Path:
    try:
        path = vault().path(resource.id, resource.hash or "")
    except PlaceError as wrong:
        raise tk.ObjectNotFound() from wrong
    if not path.is_file():
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


def load(context: dict[str, Any], dataset: str, resource_id: str) -> model.Resource:
    """Load a resource for a person who may have its bytes.

    :raises ObjectNotFound: there is none, it is not of this dataset, or the person
        may not know of it: these answer alike
    :raises NotAuthorized: the person may know of it and not have it
    """
    try:
        tk.check_access("resource_show", dict(context), {"id": resource_id})
    except tk.NotAuthorized as refused:
        raise tk.ObjectNotFound() from refused
    resource = model.Resource.get(resource_id)
    is_there = resource is not None and resource.state == "active"
    if not is_there or dataset not in {resource.package.id, resource.package.name}:
        raise tk.ObjectNotFound()
    tk.check_access("dongguan_data_read", dict(context), {"id": resource.id})
    return resource
