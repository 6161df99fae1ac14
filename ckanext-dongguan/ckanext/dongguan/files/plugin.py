"""The room `files` as a CKAN plugin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.dongguan.jobs.definition import JobDefinition
from ckanext.dongguan.jobs.interfaces import IJobs
from ckanext.dongguan.reclassification.definition import Step
from ckanext.dongguan.reclassification.interfaces import IReclassification

from . import recording, store_rights, views
from .jobs import JOBS
from .steps import STEPS
from .upload import ResourceUpload


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.cli
@tk.blanket.config_declarations
class DongguanFilesPlugin(p.SingletonPlugin):
    """Blankets and interfaces of the room, nothing else."""

    p.implements(p.IFiles, inherit=True)
    p.implements(p.IUploader)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(IJobs)
    p.implements(IReclassification)

    def get_resource_uploader(self, data_dict: dict[str, Any]) -> ResourceUpload:
        """Check and keep the files of datasets."""
        return ResourceUpload(data_dict)

    def get_uploader(self, _upload_to: str, _old_filename: str | None) -> None:
        """Leave the pictures of departments and themes to core."""

    def files_file_allows(self, context: Any, file: Any, operation: str) -> bool | None:
        """Ask for the right to the data before CKAN's own store gives a file."""
        return store_rights.file_allows(context, file, operation)

    def files_owner_allows(
        self, context: Any, owner_type: str, owner_id: str, operation: str
    ) -> bool | None:
        """Keep files of datasets out of CKAN's own store."""
        return store_rights.owner_allows(owner_type)

    def make_middleware(self, app: Any, _config: Any) -> Any:
        """Let files out through one door only."""
        views.take_over(app)
        app.after_request(recording.withhold)
        return app

    def get_jobs(self) -> tuple[JobDefinition, ...]:
        """Hand in what the room does regularly."""
        return JOBS

    def get_reclassification_steps(self) -> Mapping[str, Step]:
        """Take part when a dataset comes to another case."""
        return STEPS
