"""CKAN's actions about itself: what it says of its inner workings is for the operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from .. import surfaces
from ..surfaces import OFF, Use

Action = Callable[..., Any]
Context = dict[str, Any]
_SHOWN = frozenset({"site_title", "site_description", "site_url", "locale_default"})


@tk.side_effect_free
@tk.chained_action
def status_show(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Say that the site is there, and its names; plugins and addresses are left out."""
    status = next_action(context, data_dict)
    return {key: value for key, value in status.items() if key in _SHOWN}


@tk.side_effect_free
@tk.chained_action
def help_show(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Show the text of an action; of one that is off, as of one that is not there."""
    name = str(tk.get_or_bust(data_dict, "name"))
    surface = surfaces.load().action(name) or OFF
    if surface.operation in {Use.OFF, Use.INNER}:
        raise tk.ObjectNotFound("Action function not found")
    return next_action(context, {**data_dict, "name": name})


ACTIONS = (status_show, help_show)
