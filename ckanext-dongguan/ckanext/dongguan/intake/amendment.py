"""One stored dataset brought in line with a record.

What core's `package_update` does after its validation, without its nested transaction:
with `defer_commit` core rolls its own work back there (`package_show` of 2.12 asks in
between), and reads the dataset twice more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model, plugins
from ckan.lib.dictization.model_save import package_dict_save

from .record import carry_over, is_same

Dict = dict[str, Any]

# What `package_show` adds and no record states.
DERIVED = (
    "metadata_modified", "metadata_created", "organization", "num_tags", "num_resources",
    "isopen", "license_title", "license_url", "creator_user_id", "private", "state",
    "relationships_as_subject", "relationships_as_object", "groups",
)  # fmt: skip


def wanted(shown: Mapping[str, Any], record: Mapping[str, Any], *, is_patch: bool) -> Dict:
    """Give the dataset as it should become, with the ids it has.

    `shown` is the dataset as `package_show` gives it. A patch states only what changes;
    any other record states all, and only its files may be left out. A published address
    is never rewritten: `name` is only a proposal. `kept` names fields with the value that
    the source gave last: where another one is stored, a person has written it, and it stays.
    """
    kept = {k: v for k, v in shown.items() if k not in DERIVED} if is_patch else {}
    resources = [dict(resource) for resource in shown["resources"]]
    if "resources" in record:
        resources = carry_over(resources, record["resources"])
    fixed = {"id": shown["id"], "name": shown["name"], "type": shown["type"]}
    own = _written_here(shown, record.get("kept") or {})
    said = {k: v for k, v in record.items() if k != "kept"}
    return {**kept, **said, **own, **fixed, "resources": resources}


def _written_here(shown: Mapping[str, Any], last: Mapping[str, Any]) -> Dict:
    """Give the fields whose stored value is not the one that the source gave last."""
    return {
        field: shown.get(field)
        for field, value in last.items()
        if not is_same(_plain(field, shown.get(field), shown), _plain(field, value, shown))
    }


def changes(shown: Mapping[str, Any], dataset: Mapping[str, Any]) -> bool:
    """Tell whether storing `dataset` would change what is shown; order does not count."""
    if any("upload" in resource for resource in dataset["resources"]):
        return True
    return not all(
        is_same(_plain(field, shown.get(field), shown), _plain(field, value, shown))
        for field, value in dataset.items()
    )


def _plain(field: str, value: Any, shown: Mapping[str, Any]) -> Any:
    """Write a value as it can be compared: names of keywords, ids of owners."""
    if field == "tags":
        return sorted(tag["name"] for tag in value or [])
    owner = shown.get("organization") or {}
    return (
        shown.get("owner_org") if field == "owner_org" and value == owner.get("name") else value
    )


def store(context: Dict, draft: Dict) -> bool:
    """Write a validated dataset over the stored one; tell whether anything changed."""
    package, change = package_dict_save(draft, {**context, "session": model.Session})
    if not change:
        return False
    package.metadata_modified = datetime.now(UTC).replace(tzinfo=None)
    tk.get_action("package_owner_org_update")(
        {"user": context["user"], "ignore_auth": True, "defer_commit": True},
        {"id": package.id, "organization_id": package.owner_org},
    )
    model.Session.flush()
    active = [resource for resource in package.resources if resource.state == "active"]
    for resource, stored in zip(draft.get("resources", []), active, strict=True):
        resource["id"] = stored.id
    for plugin in plugins.PluginImplementations(plugins.IPackageController):
        plugin.edit(package)
        plugin.after_dataset_update(context, draft)
    return True
