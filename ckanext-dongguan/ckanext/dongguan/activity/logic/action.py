"""CKAN's actions on activities, decided when somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import logic

from ckanext.dongguan.given import number

from ..reader import Reader, check_seen, check_whole
from ..stream import collect, is_instant

Action = Callable[..., Any]
Context = dict[str, Any]
Data = dict[str, Any]

LISTS = (
    "package_activity_list",
    "group_activity_list",
    "organization_activity_list",
    "recently_changed_packages_activity_list",
    "dashboard_activity_list",
    "user_activity_list",
)
WHOLE = ("activity_data_show", "activity_diff")


def chained() -> dict[str, Action]:
    """Stand before each action, by its name."""
    return {
        **{name: _chain(name, _list) for name in LISTS},
        **{name: _chain(name, _whole) for name in WHOLE},
        "activity_show": _chain("activity_show", _show),
    }


def _chain(name: str, action: Action) -> Action:
    def run(next_action: Action, context: Context, data_dict: Data) -> Any:
        return action(next_action, context, data_dict)

    run.__name__ = name
    # A list may be asked for several times, or not at all.
    exempt = logic.auth_audit_exempt(run)
    return tk.side_effect_free(tk.chained_action(exempt))  # type: ignore[no-any-return]


def _list(next_action: Action, context: Context, data_dict: Data) -> Any:
    if context.get("ignore_auth"):
        return next_action(context, data_dict)
    offset, limit = number(data_dict, "offset", 0), number(data_dict, "limit", _usual())
    _check_instants(data_dict)
    reader = Reader(context)

    def fetch(start: int, size: int) -> list[Any]:
        asked = {**data_dict, "offset": start, "limit": size}
        page = list(next_action({**context}, asked))
        reader.look_ahead(page)
        return page

    is_backwards = bool(data_dict.get("after")) and not data_dict.get("before")
    most = min(limit, tk.config["ckan.activity_list_limit_max"])
    found = collect(fetch, reader.may_see, offset=offset, limit=most, is_backwards=is_backwards)
    return [reader.shown(activity) for activity in found]


def _usual() -> int:
    return int(tk.config["ckan.activity_list_limit"])


def _check_instants(data_dict: Data) -> None:
    """Refuse what is no instant: CKAN stumbles over one that no calendar has."""
    for name in ("before", "after"):
        if (given := data_dict.get(name)) and not is_instant(given):
            raise tk.ValidationError({name: [tk._("Invalid timestamp")]})


def _show(next_action: Action, context: Context, data_dict: Data) -> Any:
    check_seen(context, tk.get_or_bust(data_dict, "id"))
    asked = {**data_dict, "include_data": False}
    return Reader(context).shown(next_action({**context, "ignore_auth": True}, asked))


def _whole(next_action: Action, context: Context, data_dict: Data) -> Any:
    check_whole(context, tk.get_or_bust(data_dict, "id"))
    return next_action({**context, "ignore_auth": True}, data_dict)
