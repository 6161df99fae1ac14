"""Data leave the house here: the right is asked, the decision put on record, then they go.

Who may have which data is decided by `dongguan_data_read` (room `openness`).
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from sqlalchemy.orm import joinedload

from ckanext.dongguan import account

from . import wording
from .recording import Decision, record, record_when_answered

# CKAN's own rule for resource ids, without the blank.
_ID = re.compile(r"[0-9A-Za-z_-]{7,100}")


@dataclass(frozen=True, kw_only=True)
class Given:
    """A resource whose data may go to whoever asked, and whether they may go to everyone."""

    resource: model.Resource
    is_open: bool


def ask(context: Any, resource_id: Any, operation: str, *, to_write: bool = False) -> Given:
    """Return the resource whose data a person may have, or may change.

    The resource is loaded by its id alone: its name, which anybody may choose, and what
    a caller sends beside the id are not believed.

    :raises ObjectNotFound: there is none, or the person may not know of it
    :raises NotAuthorized: the person may know of it and not have it
    """
    asked = {"event": "data_write" if to_write else "data_read", "operation": operation}
    try:
        resource = load(resource_id)
    except tk.ObjectNotFound:
        look_in_vain(context, resource_id)
        # On record like a hidden one, but not what was sent for an id: that may be anything.
        record_when_answered(context, Decision(outcome="deny", **asked))
        raise
    if is_open(resource.id):
        _check_change(context, resource, to_write=to_write)
        return Given(resource=resource, is_open=True)
    facts = {**asked, "dataset": resource.package_id, "resource": resource.id}
    try:
        _check(context, resource)
        _check_change(context, resource, to_write=to_write)
    except tk.ObjectNotFound:
        record_when_answered(context, Decision(outcome="deny", **facts))
        raise
    except tk.NotAuthorized:
        record(context, Decision(outcome="deny", **facts))
        raise
    record(context, Decision(outcome="allow", **facts))
    return Given(resource=resource, is_open=False)


def load(resource_id: Any) -> model.Resource:
    """Load a resource by its id, never by its name.

    :raises ObjectNotFound: there is none
    """
    is_id = isinstance(resource_id, str) and _ID.fullmatch(resource_id)
    found = look_up(resource_id) if is_id else None
    if found is None or found.state != "active" or found.package is None:
        raise tk.ObjectNotFound()
    return found


def look_up(resource_id: str) -> model.Resource | None:
    """Look a resource and its dataset up in one question."""
    with_dataset = [joinedload(model.Resource.package)]
    return model.Session.get(model.Resource, resource_id, options=with_dataset)


def look_in_vain(context: Any, resource_id: Any) -> None:
    """Ask for what is not there all that is asked for what is hidden: it takes as long."""
    if isinstance(resource_id, str):
        is_open(resource_id)
        with contextlib.suppress(tk.ObjectNotFound, tk.NotAuthorized):
            tk.check_access("dongguan_data_read", {**context}, {"id": resource_id})


def is_open(resource_id: str) -> bool:
    """Tell whether everyone may have the data of a resource."""
    try:
        return bool(
            authz.is_authorized_boolean(
                "dongguan_data_read", account.of_everyone(), {"id": resource_id}
            )
        )
    except tk.ObjectNotFound:
        return False


def may_have(context: Any, resource_id: Any) -> bool:
    """Tell whether a person would be given the data; nothing is given and nothing recorded."""
    try:
        _check(context, load(resource_id))
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return False
    return True


def _check(context: Any, resource: model.Resource) -> None:
    try:
        tk.check_access("dongguan_data_read", {**context}, {"id": resource.id})
    except tk.NotAuthorized as refused:
        raise tk.NotAuthorized(wording.not_given()) from refused


def _check_change(context: Any, resource: model.Resource, *, to_write: bool) -> None:
    if to_write:
        tk.check_access("package_update", {**context}, {"id": resource.package_id})
