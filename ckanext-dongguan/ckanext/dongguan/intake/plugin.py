"""The room `intake` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from sqlalchemy.orm import object_session

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs
from ckanext.dongguan.reclassification.definition import Step
from ckanext.dongguan.reclassification.interfaces import IReclassification

from . import drain, index, outbox, validation
from .jobs import JOBS
from .logic import action
from .steps import STEPS


@tk.blanket.auth_functions
@tk.blanket.cli
class DongguanIntakePlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurable)
    p.implements(p.IActions)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.IDomainObjectModification)
    p.implements(p.IGroupController, inherit=True)
    p.implements(p.IOrganizationController, inherit=True)
    p.implements(IJobs)
    p.implements(IReclassification)

    def configure(self, _config: Any) -> None:
        """Move core's index behind the commit, and let its validation sort once."""
        index.install()
        validation.install()

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Offer the room's actions and stand behind core's writers."""
        own = (
            action.dongguan_intake_write,
            action.dongguan_intake_write_many,
            action.dongguan_intake_drain,
            action.dongguan_intake_note,
        )
        return {**{function.__name__: function for function in own}, **action.chained()}

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Send what a request left in the outbox before its answer leaves."""
        app.after_request(drain.after_request)
        return app

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in what the room does regularly."""
        return JOBS

    def notify(self, entity: Any, _operation: Any) -> None:
        """Note a dataset that a session changes in any way, before it commits."""
        # Of a file that was just taken out core names no dataset; that one has changed too.
        package_id = entity and getattr(entity, "package_id", entity.id)
        if package_id:
            outbox.note(package_id, object_session(entity))

    def edit(self, entity: model.Group) -> None:
        """Note the datasets of a changed department or theme, before core commits."""
        outbox.note_members(entity)

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Take part when a dataset comes to another case."""
        return STEPS
