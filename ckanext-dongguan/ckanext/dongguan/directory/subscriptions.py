"""All dataset types live below /dataset.

CKAN gives each type its own path (/document/…). Addresses must outlive a change
of type and one search finds all, so every type's pages get the path of `dataset`;
only the page for a new one names its type: /dataset/new/document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.views.dataset import register_dataset_plugin_rules

MAIN_TYPE = "dataset"


@dataclass(frozen=True)
class _TypeRules:
    """Passes CKAN's rules on to a blueprint, the one for a new dataset with the type in it."""

    blueprint: Any

    def add_url_rule(self, rule: str, *arguments: Any, **options: Any) -> None:
        path = f"/new/{self.blueprint.name}" if rule == "/new" else rule
        self.blueprint.add_url_rule(path, *arguments, **options)


def move_dataset_pages(_sender: str, blueprint: Any) -> None:
    """Give the pages of a type the path of `dataset`, before CKAN registers them."""
    if blueprint.name == MAIN_TYPE:
        return
    blueprint.url_prefix = f"/{MAIN_TYPE}"
    blueprint.deferred_functions.clear()
    register_dataset_plugin_rules(_TypeRules(blueprint))


def move_resource_pages(_sender: str, blueprint: Any) -> None:
    """Give the file pages of a type the path of those of `dataset`."""
    blueprint.url_prefix = f"/{MAIN_TYPE}/<id>/resource"


def get_subscriptions() -> dict[Any, list[dict[str, str | Callable[..., None]]]]:
    """Tell which signal calls which function."""
    return {
        tk.signals.register_blueprint: [
            {"sender": "dataset", "receiver": move_dataset_pages},
            {"sender": "resource", "receiver": move_resource_pages},
        ]
    }
