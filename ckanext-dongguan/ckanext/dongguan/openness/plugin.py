"""The room `openness` as two CKAN plugins: the gate, and what it guards of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan.intake.interfaces import ISets
from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs
from ckanext.dongguan.reclassification.definition import Step
from ckanext.dongguan.reclassification.interfaces import IReclassification

from . import decided, document, gate, labels, lives, memo, person, registry, widening
from .jobs import JOBS
from .logic import (
    action,
    department,
    entry,
    following,
    keyword,
    life,
    overview,
    portal,
    resource,
    withdrawal,
)
from .steps import STEPS

_ACTIONS = (
    *action.ACTIONS, *department.ACTIONS, *entry.ACTIONS, *following.ACTIONS,
    *keyword.ACTIONS, *life.ACTIONS, *overview.ACTIONS, *portal.ACTIONS, *resource.ACTIONS,
    *withdrawal.ACTIONS,
)  # fmt: skip


class DongguanGatePlugin(p.SingletonPlugin):
    """The gate: first of all that has actions or routes, in `ckan.plugins`."""

    p.implements(p.IActions)
    p.implements(p.IMiddleware, inherit=True)

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Put the gate before every action there is."""
        return gate.before_actions(registry.actions(self))

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Put the gate before every route there is."""
        registry.settle()
        app.view_functions["api.action"] = gate.before_api(app.view_functions["api.action"])
        app.before_request(gate.before_routes(registry.dataset_types()))
        app.after_request(memo.forget)
        return app


@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.helpers
class DongguanOpennessPlugin(p.SingletonPlugin):
    """What the room answers itself; before the rooms that make documents for the index."""

    p.implements(p.IActions)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IPermissionLabels)
    p.implements(p.IConfigurable)
    p.implements(p.IConfigurer)
    p.implements(IJobs)
    p.implements(IReclassification)
    p.implements(ISets, inherit=True)

    def configure(self, _config: Any) -> None:
        """Notice each change of a decision before its transaction commits."""
        for name, listener in (
            ("before_commit", decided.record),
            ("after_rollback", decided.forget),
        ):
            if not sa.event.contains(model.Session, name, listener):
                sa.event.listen(model.Session, name, listener)

    def update_config(self, config: Any) -> None:
        """Show the room's pages."""
        tk.add_template_directory(config, "templates")

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in what the room does regularly."""
        return JOBS

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Offer the room's actions and stand before or in the place of CKAN's."""
        return {function.__name__: function for function in _ACTIONS}

    def create(self, entity: model.Package) -> None:
        """Decide the visibility of a new dataset from what was stored."""
        decided.derive(entity)

    def edit(self, entity: model.Package) -> None:
        """Decide the visibility anew; a caller's own `private` is not believed."""
        decided.derive(entity)

    def delete(self, entity: model.Package) -> None:
        """Decide that a deleted dataset is shown to nobody."""
        decided.delete(entity)

    def after_dataset_create(self, context: Any, pkg_dict: dict[str, Any]) -> None:
        """Put the account beside the decision about a new dataset."""
        decided.sign(context, pkg_dict["id"])

    def after_dataset_update(self, context: Any, pkg_dict: dict[str, Any]) -> None:
        """Refuse who may not let more people in, and put the account beside the decision."""
        decided.sign(context, pkg_dict["id"])
        widening.refuse(context, pkg_dict["id"])

    def after_dataset_delete(self, context: Any, data_dict: dict[str, Any]) -> None:
        """Put the account beside the decision about what was deleted."""
        decided.sign(context, model.Package.get(data_dict["id"]).id)

    def dataset_set(self, package_ids: Sequence[str]) -> AbstractContextManager[None]:
        """Read the life cycles of a set at once."""
        return lives.at_hand(package_ids)

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Let no more into the index than everyone who finds a dataset may know."""
        return document.hygienic(pkg_dict)

    def get_dataset_labels(self, dataset_obj: model.Package) -> list[str]:
        """List who finds a dataset."""
        return document.labels_of(dataset_obj)

    def get_user_dataset_labels(self, user_obj: Any) -> list[str]:
        """List what a person may find."""
        return labels.of_actor(person.of_user(user_obj))

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Take part when a dataset comes to another case."""
        return STEPS
