"""CKAN's auth functions on activities: the policy decides about a dataset's history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.openness.policy import Outcome

from ..reader import Reader, check_seen, check_whole

Auth = Callable[..., Any]


def chained() -> dict[str, Auth]:
    """Stand in the place of each auth function, by its name."""
    return {
        "activity_list": _guarded("activity_list", _list),
        "package_activity_list": _guarded("package_activity_list", _package),
        "activity_show": _guarded("activity_show", _show),
        "activity_data_show": _guarded("activity_data_show", _whole),
        "activity_diff": _guarded("activity_diff", _whole),
    }


def _guarded(name: str, guard: Auth) -> Auth:
    def function(next_auth: Auth, context: Any, data_dict: Any) -> Any:
        return guard(next_auth, context, data_dict)

    function.__name__ = name
    decorated = tk.auth_sysadmins_check(tk.auth_allow_anonymous_access(function))
    return tk.chained_auth_function(decorated)  # type: ignore[no-any-return]


def _list(next_auth: Auth, context: Any, data_dict: Any) -> Any:
    if data_dict.get("object_type") == "package":
        return _package(next_auth, context, data_dict)
    return next_auth(context, data_dict)


def _package(_next_auth: Auth, context: Any, data_dict: Any) -> Any:
    outcome = Reader(context).outcome(str(data_dict.get("id")))
    if outcome is Outcome.HIDE:
        raise tk.ObjectNotFound()
    is_enough = outcome is Outcome.ALLOW or not data_dict.get("include_data")
    return {"success": outcome.is_given and is_enough}


def _show(_next_auth: Auth, context: Any, data_dict: Any) -> Any:
    check_seen(context, data_dict.get("id"), is_whole=bool(data_dict.get("include_data")))
    return {"success": True}


def _whole(_next_auth: Auth, context: Any, data_dict: Any) -> Any:
    check_whole(context, data_dict.get("id"))
    return {"success": True}
