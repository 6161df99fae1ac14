"""The one gate before every action and every route: `surfaces.yaml` says what lies behind.

What is not in that table answers as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.views.api import _finish_bad_request
from flask import request

from . import arguments, stopped, surfaces
from .admission import admit
from .registry import Named
from .surfaces import OFF, Surface, Use

Action = Callable[..., Any]


def before_actions(actions: Mapping[str, Named]) -> dict[str, Action]:
    """Put the gate before each action."""
    return {name: _gated(name, action) for name, action in actions.items()}


def _gated(name: str, action: Named) -> Action:
    surface = surfaces.load().action(name) or OFF
    reads = bool(vars(action.outermost).get("side_effect_free"))

    def run(next_action: Action, context: Any, data_dict: Any) -> Any:
        if not context.get("ignore_auth"):
            _enter(context, surface, data_dict, name)
            arguments.check(context, name, data_dict, reads=reads)
            with arguments.refused():
                return next_action(context, data_dict)
        return next_action(context, data_dict)

    # CKAN copies these to the action that is called; the text is what `help_show` shows.
    shown = {"__name__": name, "__doc__": action.text, "auth_audit_exempt": True}
    vars(run).update({**vars(action.outermost), **shown})
    return tk.chained_action(run)  # type: ignore[no-any-return]


def _enter(context: Any, surface: Surface, data_dict: Any, name: str) -> None:
    if surface.is_off:
        raise KeyError(f"Action '{name}' not found")
    admit(context, surface, data_dict, name)


def before_api(view: Action) -> Action:
    """Let the API answer unknown names for actions that are off or only for the portal."""

    @wraps(view)
    def run(logic_function: str, *arguments: Any, **named: Any) -> Any:
        surface = surfaces.load().action(logic_function) or OFF
        if surface.operation in {Use.OFF, Use.INNER}:
            return _finish_bad_request(_unknown(logic_function))
        return view(logic_function, *arguments, **named)

    return run


def _unknown(name: str) -> str:
    address = tk.h.url_for("dongguan_guidance.developer", _external=True)
    text = tk._("Action name not known: {name}. How to call the API: {address}")
    return str(text).format(name=name, address=address)


def before_routes(dataset_types: list[str]) -> Callable[[], Any]:
    """Make the function that stands before every view."""

    def before_request() -> Any:
        endpoint = request.endpoint
        if endpoint is None:
            return None
        surface = surfaces.load().route(endpoint, dataset_types) or OFF
        if surface.is_off:
            raise tk.ObjectNotFound()
        return None if surface.kind is None else _enter_route(surface, endpoint)

    return before_request


def _enter_route(surface: Surface, endpoint: str) -> Any:
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    given = request.view_args or {}
    try:
        admit(context, surface, given, endpoint.replace(".", "_"))
    except tk.NotAuthorized as refused:
        tk.abort(403, refused.message)
    except tk.ObjectNotFound:
        # Asked for an id that is not there it costs the same.
        said = stopped.answer(surface, endpoint, given.get(surface.keys[0]))
        if said is None:
            raise
        return said
    return None
