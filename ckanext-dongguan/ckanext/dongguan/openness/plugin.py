"""The room `openness` as a CKAN plugin."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from . import labels, person, policy, verdict


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.cli
@tk.blanket.helpers
class DongguanOpennessPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IPermissionLabels)

    def create(self, entity: model.Package) -> None:
        """Decide the visibility of a new dataset from what was stored."""
        self.edit(entity)

    def edit(self, entity: model.Package) -> None:
        """Decide the visibility anew; a caller's own `private` is not believed."""
        entity.private = not verdict.case(entity).is_entry_public

    def get_dataset_labels(self, dataset_obj: model.Package) -> list[str]:
        """List who finds a dataset."""
        return labels.of_dataset(
            verdict.case(dataset_obj), dataset_obj.owner_org, policy.load()
        )

    def get_user_dataset_labels(self, user_obj: Any) -> list[str]:
        """List what a person may find."""
        return labels.of_actor(person.of_user(user_obj))
