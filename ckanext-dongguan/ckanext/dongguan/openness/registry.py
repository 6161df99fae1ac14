"""What actions there are before the gate: those of CKAN and of every plugin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import ckan.plugins as p
from ckan import authz, logic
from ckan.logic import action as core

Action = Callable[..., Any]

_CORE = ("get", "create", "update", "delete", "patch", "file")


@dataclass(frozen=True, kw_only=True)
class Named:
    """An action: the function that would be called first, and what it says about itself."""

    outermost: Action
    text: str | None


def actions(asking: Any) -> dict[str, Named]:
    """List the actions of everybody but the plugin that asks."""
    found = {
        name: Named(outermost=function, text=function.__doc__)
        for module in _CORE
        for name, function in authz.get_local_functions(getattr(core, module))
    }
    plugins = [each for each in p.PluginImplementations(p.IActions) if each is not asking]
    # The first of the plugins is called first.
    for plugin in reversed(plugins):
        for name, function in plugin.get_actions().items():
            found[name] = _with(found.get(name), function)
    return found


def _with(behind: Named | None, function: Action) -> Named:
    if behind is not None and getattr(function, "chained_action", False):
        return replace(behind, outermost=function)
    return Named(outermost=function, text=function.__doc__)


def settle() -> None:
    """Have CKAN gather its actions and auth functions before the first request.

    CKAN gathers them when they are first asked for, its own before those of plugins, and
    hands out what is there already: a second thread would pass beside the gate.
    """
    logic.get_action("package_show")
    authz.auth_functions_list()


def dataset_types() -> list[str]:
    """List the types of datasets: each has the routes of `dataset` under its own name."""
    forms = p.PluginImplementations(p.IDatasetForm)
    return sorted({name for form in forms for name in form.package_types()})
