"""The room `numbering` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.intake.interfaces import ISets

from . import config as settings
from .at_hand import at_hand, begin, is_begun
from .settling import settle, settle_new


def _is_item(entity: Any) -> bool:
    """Tell an item of the directory from what CKAN keeps as a dataset too (a source)."""
    return bool(tk.h.scheming_get_dataset_schema(entity.type))


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.config_declarations
@tk.blanket.validators
class DongguanNumberingPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurable)
    p.implements(p.IPackageController, inherit=True)
    p.implements(ISets, inherit=True)

    def configure(self, config: Any) -> None:
        """Refuse a class code that the rule does not know."""
        settings.check(config)

    def create(self, entity: Any) -> None:
        """Give a new dataset its code, if its set has not got them."""
        if _is_item(entity) and not is_begun(entity.id):
            settle_new([entity])

    def edit(self, entity: Any) -> None:
        """Keep the code of a changed dataset, or take the one it brings."""
        if _is_item(entity):
            settle(entity)

    def dataset_set(self, package_ids: Sequence[str]) -> AbstractContextManager[None]:
        """Read the codes of a set that is changed at once."""
        return at_hand(package_ids)

    def datasets_begun(self, packages: Sequence[Any]) -> None:
        """Give a set of new datasets their codes."""
        settle_new(begin([one for one in packages if _is_item(one)]))
