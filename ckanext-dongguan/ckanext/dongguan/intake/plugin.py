"""The room `intake` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs

from . import drain, index, outbox
from .jobs import JOBS
from .logic import action


@tk.blanket.auth_functions
@tk.blanket.cli
class DongguanIntakePlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IConfigurable)
    p.implements(p.IActions)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.IPackageController, inherit=True)
    p.implements(IJobs)

    def configure(self, _config: Any) -> None:
        """Move core's index behind the commit."""
        index.install()

    def get_actions(self) -> dict[str, Callable[..., Any]]:
        """Offer the room's actions and stand behind core's writers."""
        own = (
            action.dongguan_intake_write,
            action.dongguan_intake_write_many,
            action.dongguan_intake_drain,
        )
        return {**{function.__name__: function for function in own}, **action.chained()}

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Send what a request left in the outbox before its answer leaves."""
        app.after_request(drain.after_request)
        return app

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in what the room does regularly."""
        return JOBS

    def create(self, entity: model.Package) -> None:
        """Note a new dataset before anything in core commits."""
        outbox.note(entity.id)

    def edit(self, entity: model.Package) -> None:
        """Note a changed dataset before anything in core commits."""
        outbox.note(entity.id)

    def delete(self, entity: model.Package) -> None:
        """Note a deleted dataset before anything in core commits."""
        outbox.note(entity.id)
