"""One resource that is being saved: check its file first, write it last."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from werkzeug.datastructures import FileStorage

from ckanext.dongguan.text.filename import safe_name
from ckanext.dongguan.text.slug import slug

from . import keys, wording
from .filetype import Cause, Refused, recognise
from .storage import MEGABYTE, limit_megabytes, vault
from .vault import ContentChanged, Facts, measure, new_key

log = logging.getLogger(__name__)

# What the portal measures itself; a caller's word for them is not taken.
_MEASURED = ("hash", "size", "mimetype", "filename", "url")
_ADDRESS_LENGTH = 80


class ResourceUpload:
    """What core asks of an uploader (`PResourceUploader`).

    It is made before the dataset is validated, when a bad file can still be refused
    without a trace; `upload` is called when the database is about to commit.
    """

    def __init__(self, resource: dict[str, Any]) -> None:
        given = resource.pop("upload", None)
        is_cleared = resource.pop("clear_upload", None)
        self._given: FileStorage | None = None
        self._facts: Facts | None = None
        if isinstance(given, FileStorage) and given.filename:
            self._take(resource, given)
        elif resource.get("url_type") == "upload":
            _recall(resource)
        elif is_cleared:
            resource["url_type"] = ""

    def _take(self, resource: dict[str, Any], given: FileStorage) -> None:
        name = safe_name(str(given.filename))
        try:
            file_type = recognise(name, given.stream)
            limit = limit_megabytes() * MEGABYTE
            facts = measure(given.stream, limit)
            if facts.size > limit:
                raise Refused(Cause.TOO_LARGE, file_type)
        except Refused as refused:
            raise tk.ValidationError({"upload": [wording.refusal(name, refused)]}) from refused
        self._given, self._facts = given, facts
        # Core copies these two into the resource.
        self.mimetype, self.filesize = file_type.mimetype, facts.size
        resource.update(
            url=_address(name),
            url_type="upload",
            filename=name,
            mimetype=file_type.mimetype,
            size=facts.size,
            hash=facts.digest,
            last_modified=datetime.now(UTC).replace(tzinfo=None),
            name=resource.get("name") or name,
            format=resource.get("format") or file_type.format,
        )

    def upload(self, id: str, max_size: int = 0) -> None:  # noqa: A002, ARG002 - core's names
        """Write the file, if there is one; core calls this shortly before the commit."""
        if self._given is None or self._facts is None:
            return
        known = keys.of(id, self._facts.digest)
        if known and vault().touch(known) and keys.renew(known):
            return
        key = new_key()
        try:
            vault().store(key, self._facts, self._given.stream)
        except (OSError, ContentChanged) as error:
            log.exception("file of resource %s not stored", id)
            message = wording.not_stored(safe_name(str(self._given.filename)))
            raise tk.ValidationError({"upload": [message]}) from error
        keys.note(key, id, self._facts)

    def get_path(self, id: str) -> str:  # noqa: A002 - core's name
        """Return the place of the resource's file."""
        digest = model.Session.get(model.Resource, id).hash
        key = keys.of(id, digest or "")
        if key is None:
            raise tk.ObjectNotFound()
        return str(vault().path(key))


def _recall(resource: dict[str, Any]) -> None:
    """Put back what was measured: an edit without a new file changes none of it."""
    stored = model.Resource.get(resource["id"]) if resource.get("id") else None
    known = facts_of(stored) if stored is not None and stored.url_type == "upload" else {}
    for field in _MEASURED:
        resource.pop(field, None)
    # Without a stored file the address is the caller's own, and leads nowhere.
    resource.update({"url": "", **known})


def facts_of(stored: model.Resource) -> dict[str, Any]:
    """Return what was measured when the file of a resource was taken."""
    values = {f: getattr(stored, f, None) or stored.extras.get(f) for f in _MEASURED}
    return {field: value for field, value in values.items() if value}


def _address(name: str) -> str:
    """Make the last part of the download address: core allows letters of ASCII only."""
    stem, _, extension = name.rpartition(".")
    return f"{slug(stem, max_length=_ADDRESS_LENGTH)}.{extension.lower()}"
