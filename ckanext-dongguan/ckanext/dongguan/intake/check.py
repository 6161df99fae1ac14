"""Full validation of a record, as its type's schema asks, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import uploader
from ckan.lib.plugins import lookup_package_plugin, plugin_validate

Dict = dict[str, Any]
TAKEN = "dongguan_taken_names"


def check_new(context: Dict, record: Mapping[str, Any]) -> tuple[Dict, list[Any]]:
    """Validate a new dataset; give the draft and the uploads that go with its resources.

    The names of the set's other drafts stand in the context under `TAKEN`.

    :raises tk.ValidationError: with the errors of all fields
    """
    data = {"type": "dataset", **{k: v for k, v in record.items() if k != "kept"}}
    plugin = lookup_package_plugin(data["type"])
    tk.check_access("package_create", context, data)
    draft, uploads = _validated(context, plugin, data, plugin.create_package_schema(), "create")
    if draft["name"] in context[TAKEN]:
        raise tk.ValidationError({"name": [tk._("That URL is already in use.")]})
    context[TAKEN].add(draft["name"])
    return draft, uploads


def check_change(context: Dict, dataset: Mapping[str, Any]) -> tuple[Dict, list[Any]]:
    """Validate a stored dataset's new content; give the draft and the uploads.

    :raises tk.ValidationError: with the errors of all fields
    """
    package = model.Session.get(model.Package, dataset["id"])
    inner = {**context, "package": package}
    plugin = lookup_package_plugin(package.type)
    tk.check_access("package_update", inner, {"id": package.id})
    schema = _without_own_files(plugin.update_package_schema())
    return _validated(inner, plugin, dict(dataset), schema, "update")


def _without_own_files(schema: Dict) -> Dict:
    """Let a schema ask the database about ids of files only where they are not its own."""
    core = tk.get_validator("resource_id_does_not_exist")
    files = schema["resources"]
    known = [_foreign_file if one is core else one for one in files["id"]]
    return {**schema, "resources": {**files, "id": known}}


def _foreign_file(key: Any, data: Dict, errors: Dict, context: Dict) -> None:
    if data[key] not in {one.id for one in context["package"].resources_all}:
        tk.get_validator("resource_id_does_not_exist")(key, data, errors, context)


def _validated(
    context: Dict, plugin: Any, data: Dict, schema: Any, step: str
) -> tuple[Dict, list[Any]]:
    """Check the files first, then the fields; core's own order."""
    data["resources"] = [_fetched(resource) for resource in data.get("resources") or []]
    uploads = [uploader.get_resource_uploader(resource) for resource in data["resources"]]
    for resource, upload in zip(data["resources"], uploads, strict=True):
        if hasattr(upload, "mimetype"):
            resource.setdefault("mimetype", upload.mimetype)
        if "url_type" in resource and hasattr(upload, "filesize"):
            resource["size"] = upload.filesize
    draft, errors = plugin_validate(plugin, context, data, schema, f"package_{step}")
    if errors:
        raise tk.ValidationError(errors)
    return draft, uploads


def _fetched(resource: Mapping[str, Any]) -> Dict:
    """Call the function that stands in the place of a file that is still at its source.

    It gives the file, or the file as `upload` and what is known of it now.
    """
    upload = resource.get("upload")
    if not callable(upload):
        return dict(resource)
    fetched = upload()
    return {**resource, **(fetched if isinstance(fetched, dict) else {"upload": fetched})}


def send_files(draft: Mapping[str, Any], uploads: list[Any]) -> None:
    """Store the files of a draft that has been written; before the commit, as core does."""
    for resource, upload in zip(draft.get("resources") or [], uploads, strict=True):
        upload.upload(resource["id"], uploader.get_max_resource_size())
