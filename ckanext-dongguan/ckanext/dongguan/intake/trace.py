"""What CKAN's activity plugin would have noted of each dataset, for a set at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model, plugins
from ckan.lib.plugins import get_permission_labels


def is_kept(context: Mapping[str, Any]) -> bool:
    """Tell whether the site keeps activities, and there is an account to name."""
    is_on = plugins.plugin_loaded("activity") and tk.config["ckan.activity_streams_enabled"]
    return bool(is_on and context["user_id"])


def note(context: Mapping[str, Any], kind: str, shown: Iterable[Mapping[str, Any]]) -> None:
    """Add an activity (`new` or `changed`) for each dataset to the running transaction."""
    from ckanext.activity.model import Activity

    labels = get_permission_labels()
    for dataset in shown:
        package = model.Session.get(model.Package, dataset["id"])
        model.Session.add(
            Activity(
                context["user_id"],
                dataset["id"],
                f"{kind} package",
                {"package": dict(dataset), "actor": context["user"]},
                labels.get_dataset_labels(package),
            )
        )
