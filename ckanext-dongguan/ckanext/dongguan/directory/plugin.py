"""The room `directory` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.authz import get_local_functions

from ckanext.dongguan.intake.interfaces import ISets

from . import provider_names, subscriptions
from .logic import action, form, provider_validators, validators
from .membership import follow_theme, themes_at_hand


class DongguanProvidersPlugin(p.SingletonPlugin):
    """What the directory does when a provider changes; CKAN names those hooks like others."""

    p.implements(p.IOrganizationController, inherit=True)

    def edit(self, entity: Any) -> None:
        """Have the datasets of a renamed provider found by its new name."""
        provider_names.forget()
        if provider_names.was_renamed(entity):
            tk.get_action("dongguan_intake_note")(
                {"ignore_auth": True}, {"owner_org": entity.id}
            )


def _actions() -> dict[str, Any]:
    return {**dict(get_local_functions(action)), **form.chained()}


def _validators() -> dict[str, Any]:
    of_fields = {name: getattr(validators, name) for name in validators.__all__}
    return {**of_fields, **dict(get_local_functions(provider_validators))}


@tk.blanket.actions(_actions)
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.helpers
@tk.blanket.validators(_validators)
class DongguanDirectoryPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurer)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.ISignal)
    p.implements(ISets, inherit=True)

    def update_config(self, config: Any) -> None:
        """Offer the room's templates and the script and styles of its forms."""
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "dongguan_directory")

    def get_signal_subscriptions(self) -> Any:
        """Move the pages of all dataset types below /dataset."""
        return subscriptions.get_subscriptions()

    def create(self, entity: Any) -> None:
        """Put a new dataset into the group of its theme."""
        follow_theme(entity, is_new=True)

    def edit(self, entity: Any) -> None:
        """Put a changed dataset into the group of its theme."""
        follow_theme(entity)

    def dataset_set(self, package_ids: Sequence[str]) -> AbstractContextManager[None]:
        """Read the groups of the themes once for a set that is written."""
        return themes_at_hand(package_ids)

    def after_dataset_show(self, context: Any, pkg_dict: dict[str, Any]) -> None:
        """Show information items as a list even where there are none.

        In templates a missing `items` would be the method of the dictionary.
        """
        pkg_dict.setdefault("items", [])
