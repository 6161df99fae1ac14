"""The auth functions of the DataStore and of resource views: the right to the data decides.

CKAN's own ask for the right to the entry, or to change it. They are not asked: who may
have and change data stands in one table (room `openness`), for system administrators too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk
from ckan import authz

from .. import doors, wording

Auth = Callable[..., Any]
Door = Callable[[Any, Any, str], Any]

READERS = ("datastore_info", "datastore_search")
WRITERS = (
    "datastore_change_permissions",
    "datastore_delete",
    "datastore_records_delete",
    "datastore_upsert",
    "resource_view_create",
    "resource_view_reorder",
    "resource_view_update",
)
SHUT = ("datastore_function_create", "datastore_function_delete", "datastore_search_sql")


def chained() -> dict[str, Auth]:
    """Put a door in the place of each auth function, by its name."""
    return {
        **{name: _guarded(name, _through(doors.read)) for name in READERS},
        **{name: _guarded(name, _through(doors.change)) for name in WRITERS},
        **{name: _guarded(name, _shut) for name in SHUT},
        "datastore_create": _guarded("datastore_create", _create),
        "dongguan_tables_aliases": _nobody,
        "datastore_run_triggers": _guarded("datastore_run_triggers", _run_triggers),
        "resource_view_delete": _guarded("resource_view_delete", _through(doors.change_view)),
        "resource_view_list": _guarded("resource_view_list", _through(doors.look)),
        "resource_view_show": _guarded("resource_view_show", _through(doors.read_view)),
    }


def _guarded(name: str, guard: Auth) -> Auth:
    def function(_next_auth: Auth, context: Any, data_dict: Any) -> Any:
        return guard(name, context, data_dict)

    function.__name__ = name
    decorated = tk.auth_sysadmins_check(tk.auth_allow_anonymous_access(function))
    return tk.chained_auth_function(decorated)  # type: ignore[no-any-return]


def _through(door: Door) -> Auth:
    def guard(name: str, context: Any, data_dict: Any) -> Any:
        door(context, data_dict, name)
        return {"success": True}

    return guard


def _create(name: str, context: Any, data_dict: Any) -> Any:
    """A table of an existing resource, or one that is made with its resource."""
    if data_dict.get("resource") and not data_dict.get("resource_id"):
        doors.build(context, data_dict["resource"])
    else:
        doors.change(context, data_dict, name)
    return {"success": True}


def _run_triggers(name: str, context: Any, data_dict: Any) -> Any:
    """A trigger is a function that nobody sees: the operator runs it, on data of their own."""
    doors.change(context, data_dict, name)
    return {"success": authz.is_sysadmin(context.get("user"))}


def _shut(_name: str, _context: Any, _data_dict: Any) -> NoReturn:
    raise tk.NotAuthorized(wording.shut())


@tk.auth_sysadmins_check
def _nobody(_context: Any, _data_dict: Any) -> dict[str, Any]:
    """The portal's own code asks, past this function."""
    return {"success": False}
