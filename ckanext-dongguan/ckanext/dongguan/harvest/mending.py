"""What ckanext-harvest 1.6.3 does to every dataset and action, set right for this portal.

Its `get_actions` and `get_auth_functions` fill one and the same dictionary (a default
argument that changes), so that which functions are actions depends on who asks first;
helpers such as `send_mail` become actions. Its hooks ask the database once for each
dataset that is indexed, change each search, and read each dataset that is deleted: all
for datasets that are sources, of which this portal has none. Its consumers wait for work
over a connection that redis 8 gives up after some seconds: each wait ended the process.
Its mails are English. Its harvesters call whatever address a source or an answer names
(`confining`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from redis import Redis

from . import confining, their_mail, their_tables

PARTS = ("get", "create", "update", "patch", "delete")
Functions = dict[str, Callable[..., Any]]


def mend(config: Any) -> None:
    """Set it right, if it is loaded; repeated, it changes nothing."""
    if not p.plugin_loaded("harvest"):
        return
    from ckanext.harvest import queue

    queue.get_connection_redis = patient_redis
    confining.guard(queue)
    plugin: Any = p.get_plugin("harvest")
    their_tables.agree()
    their_mail.agree()
    _leave_out_templates(config)
    plugin.get_actions = actions
    plugin.get_auth_functions = auth_functions
    for hook in ("before_dataset_index", "before_dataset_search"):
        setattr(plugin, hook, _as_it_is)
    for hook in ("after_dataset_create", "after_dataset_update", "after_dataset_delete"):
        setattr(plugin, hook, _nothing)


def _leave_out_templates(config: Any) -> None:
    """They would put a second, English entry into the menu; the portal draws its own pages."""
    from ckanext import harvest

    paths = config.get("plugin_template_paths") or []
    folder = str(Path(harvest.__file__).parent)
    config["plugin_template_paths"] = [one for one in paths if not one.startswith(folder)]


def patient_redis() -> Any:
    """Connect to Redis for as long as a consumer may have to wait."""
    url = tk.config["ckan.redis.url"]
    return Redis.from_url(url, decode_responses=True, socket_timeout=None)


def _as_it_is(found: dict[str, Any]) -> dict[str, Any]:
    return found


def _nothing(*_arguments: Any) -> None:
    return None


def actions() -> Functions:
    """Collect its actions."""
    from ckanext.harvest.logic import action

    return _functions(action)


def auth_functions() -> Functions:
    """Collect its auth functions."""
    from ckanext.harvest.logic import auth

    return _functions(auth)


def _functions(package: ModuleType) -> Functions:
    found: Functions = {}
    for part in PARTS:
        name = f"{package.__name__}.{part}"
        module = _module(name)
        found |= {
            key: value
            for key, value in vars(module).items()
            if key.startswith("harvest") and getattr(value, "__module__", "") == name
        }
    return found


def _module(name: str) -> ModuleType | None:
    from importlib import import_module
    from importlib.util import find_spec

    return import_module(name) if find_spec(name) else ModuleType(name)
