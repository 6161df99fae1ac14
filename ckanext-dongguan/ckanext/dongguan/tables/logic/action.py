"""CKAN's actions of the DataStore and of resource views, behind the right to the data.

Each asks before CKAN validates: what is wrong with a call is told to those only who may
know of the table at all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import psycopg2
from ckan import logic, model

from .. import cupboard, doors, shutting, wording
from ..reference import is_filter, may_be_alias

log = logging.getLogger(__name__)

Action = Callable[..., Any]
Door = Callable[[Any, Any, str], Any]

# What CKAN raises over values of types that it did not expect.
_STUMBLES = (
    AttributeError, KeyError, IndexError, TypeError, ValueError, ArithmeticError,
    psycopg2.ProgrammingError,
)  # fmt: skip
WRITERS = (
    "datastore_delete",
    "datastore_records_delete",
    "datastore_run_triggers",
    "datastore_upsert",
)


def chained() -> dict[str, Action]:
    """Put a door before each action, by its name."""
    own = (
        datastore_search, datastore_info, datastore_create, resource_view_list,
        resource_view_show, resource_view_create, resource_view_update,
        resource_view_delete, resource_view_reorder,
    )  # fmt: skip
    return {
        **{name: _chain(name, _behind(name, doors.change)) for name in WRITERS},
        **{action.__name__: _chain(action.__name__, action) for action in own},
        "dongguan_tables_aliases": dongguan_tables_aliases,
    }


_SAFE = {"datastore_search", "datastore_info", "resource_view_list", "resource_view_show"}


def _chain(name: str, action: Action) -> Action:
    def run(next_action: Action, context: Any, data_dict: Any) -> Any:
        return action(next_action, context, data_dict)

    run.__name__ = name
    # The door has asked; CKAN's own actions do not always ask under their own name.
    chained_action = tk.chained_action(logic.auth_audit_exempt(run))
    return tk.side_effect_free(chained_action) if name in _SAFE else chained_action  # type: ignore[no-any-return]


def _behind(name: str, door: Door) -> Action:
    def run(next_action: Action, context: Any, data_dict: Any) -> Any:
        return _go(next_action, context, data_dict, door(context, data_dict, name))

    return run


def _go(next_action: Action, context: Any, data_dict: Any, resource: model.Resource) -> Any:
    """Go on with the resource that was let through, whatever else the call said."""
    asked = {key: value for key, value in data_dict.items() if key != "id"}
    entered = doors.entered(context, resource)
    try:
        return next_action(entered, {**asked, "resource_id": resource.id})
    except tk.ValidationError as error:
        if doors.is_shut(resource):
            raise tk.ValidationError({"resource_id": [wording.stopped()]}) from error
        # The statement, its values and the words of PostgreSQL.
        if error.error_dict.pop("info", None):
            raise tk.ValidationError({"query": [wording.not_readable()]}) from error
        raise
    except _STUMBLES as error:
        log.info("a call on table %s cannot be read: %r", resource.id, error)
        raise tk.ValidationError({"query": [wording.not_readable()]}) from error


def datastore_search(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Search the rows of a table."""
    resource = doors.read(context, data_dict, "datastore_search")
    if not is_filter(data_dict.get("filters")):
        raise tk.ValidationError({"filters": [wording.not_readable()]})
    return _go(next_action, context, data_dict, resource)


def datastore_info(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Describe a table; how large all tables together are is nobody's business."""
    info = _behind("datastore_info", doors.read)(next_action, context, data_dict)
    info.get("meta", {}).pop("db_size", None)
    return info


def datastore_create(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Make or change a table; no alias may pass for another resource."""
    for alias in _aliases(data_dict.get("aliases")):
        if not may_be_alias(alias):
            raise tk.ValidationError({"aliases": [wording.no_alias(alias)]})
    if data_dict.get("resource") and not (data_dict.get("resource_id") or data_dict.get("id")):
        doors.build(context, data_dict["resource"])
        return next_action(context, data_dict)
    resource = doors.change(context, data_dict, "datastore_create")
    return _go(next_action, context, data_dict, resource)


def _aliases(given: Any) -> list[Any]:
    if isinstance(given, str):
        return [part.strip().strip('"') for part in given.split(",") if part.strip()]
    return list(given) if isinstance(given, list | tuple) else []


def resource_view_list(next_action: Action, context: Any, data_dict: Any) -> Any:
    """List the views of a resource; a page without the right to the data has none to offer."""
    try:
        resource = doors.look(context, data_dict, "resource_view_list")
    except tk.NotAuthorized:
        if "api_version" in context:
            raise
        return []
    return next_action(context, {"id": resource.id})


def resource_view_show(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Show a view."""
    resource = doors.read_view(context, data_dict, "resource_view_show")
    return next_action(doors.entered(context, resource), data_dict)


def resource_view_create(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Make a view."""
    asked = {"resource_id": data_dict.get("resource_id")}
    resource = doors.change(context, asked, "resource_view_create")
    return next_action(doors.entered(context, resource), data_dict)


def resource_view_update(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Change a view; CKAN would ask for the right to whatever resource the caller names."""
    resource = doors.change_view(context, data_dict, "resource_view_update")
    view = model.ResourceView.get(data_dict["id"])
    asked = {"view_type": view.view_type, **data_dict, "resource_id": resource.id}
    return next_action(doors.entered(context, resource), asked)


def resource_view_delete(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Delete a view."""
    resource = doors.change_view(context, data_dict, "resource_view_delete")
    return next_action(doors.entered(context, resource), data_dict)


def resource_view_reorder(next_action: Action, context: Any, data_dict: Any) -> Any:
    """Put the views of a resource in order."""
    resource = doors.change(context, {"id": data_dict.get("id")}, "resource_view_reorder")
    return next_action(doors.entered(context, resource), data_dict)


def dongguan_tables_aliases(context: Any, data_dict: Any) -> list[str]:
    """List the aliases of a dataset's tables, and those that are put away.

    Only our own code calls this, with `ignore_auth` in the context.

    :param id: id of the dataset
    :type id: string

    :rtype: list of strings
    """
    tk.check_access("dongguan_tables_aliases", context, data_dict)
    return shutting.aliases(cupboard.resources(tk.get_or_bust(data_dict, "id")))
