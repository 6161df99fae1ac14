"""Who comes through a door of the DataStore: the resource behind a name, the right to it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.datastore.backend import DatastoreBackend

from ckanext.dongguan.openness import known
from ckanext.dongguan.openness.case import Case

from . import wording
from .reference import TableNameError, is_table_name, may_be_alias, named

# Set by our actions, so that the auth functions behind them do not ask all over again.
_ENTERED = "dongguan_entered"
# An alias of an alias of an alias: nobody has reason to go further.
_ALIASES = 3


def read(context: Any, data: Any, operation: str) -> model.Resource:
    """Let through whoever may read the rows of the table that is named; return its resource.

    :raises ObjectNotFound: there is no such table, or the person may not know of it
    :raises NotAuthorized: the person may know of it and not have its rows
    """
    return _enter("dongguan_data_take", context, _table(data, context), operation)


def change(context: Any, data: Any, operation: str) -> model.Resource:
    """Let through whoever may change the rows of the table that is named."""
    return _enter("dongguan_data_change", context, _table(data, context), operation)


def read_view(context: Any, data: Any, operation: str) -> model.Resource:
    """Let through whoever may read the data that a view (`id`) shows."""
    return _enter("dongguan_data_take", context, _viewed(data), operation)


def change_view(context: Any, data: Any, operation: str) -> model.Resource:
    """Let through whoever may change the data that a view (`id`) shows."""
    return _enter("dongguan_data_change", context, _viewed(data), operation)


def look(context: Any, data: Any, _operation: str) -> model.Resource:
    """Let through whoever may have the data of a resource, to see that they are there.

    A page asks this to know what to offer: nothing is taken and nothing put on record.
    """
    resource = _table(data, context)
    tk.check_access("dongguan_data_read", {**context}, {"id": resource.id})
    return resource


def build(context: Any, resource: Any) -> None:
    """Let through whoever may add a resource with a table to a dataset."""
    package_id = resource.get("package_id") if isinstance(resource, Mapping) else None
    if not isinstance(package_id, str):
        raise tk.ValidationError({"resource": [wording.no_dataset()]})
    try:
        tk.check_access("package_show", {**context}, {"id": package_id})
    except tk.NotAuthorized as refused:
        raise tk.ObjectNotFound() from refused
    tk.check_access("package_update", {**context}, {"id": package_id})


def is_shut(resource: model.Resource) -> bool:
    """Tell whether nobody reads the table because the dataset is stopped."""
    dataset = known.of_resource(resource.id)
    return dataset is not None and dataset.case is Case.STOPPED


def entered(context: Any, resource: model.Resource) -> Any:
    """Return the context of a person who has come through the door of a resource."""
    return {**context, _ENTERED: resource}


def resolve(name: str) -> model.Resource:
    """Return the resource that a table's name or alias stands for.

    :raises ObjectNotFound: it stands for none
    """
    backend = DatastoreBackend.get_active_backend()
    for _ in range(_ALIASES):
        if not is_table_name(name):
            break
        if (resource := model.Session.get(model.Resource, name)) is not None:
            return resource
        if not may_be_alias(name):
            break
        _is_there, target = backend.resource_id_from_alias(name)
        if not target:
            # An alias leads to one more question of this kind.
            model.Session.get(model.Resource, name)
            break
        name = target
    raise tk.ObjectNotFound()


def _enter(auth: str, context: Any, resource: model.Resource, operation: str) -> model.Resource:
    if context.get(_ENTERED) is not resource:
        tk.check_access(auth, {**context}, {"id": resource.id, "operation": operation})
    return resource


def _table(data: Any, context: Any) -> model.Resource:
    name = _named(data)
    try:
        return resolve(name)
    except tk.ObjectNotFound:
        # What is not there takes as long as what is hidden.
        with contextlib.suppress(tk.ObjectNotFound, tk.NotAuthorized):
            asked = {"id": name, "operation": "datastore_search"}
            tk.check_access("dongguan_data_take", {**context}, asked)
        raise


def _named(data: Any) -> str:
    try:
        return named(data)
    except TableNameError as wrong:
        raise tk.ValidationError({wrong.field: [wording.no_table_named()]}) from wrong


def _viewed(data: Any) -> model.Resource:
    view_id = data.get("id")
    view = model.Session.get(model.ResourceView, view_id) if isinstance(view_id, str) else None
    resource = model.Session.get(model.Resource, view.resource_id) if view else None
    if resource is None:
        raise tk.ObjectNotFound()
    return resource
