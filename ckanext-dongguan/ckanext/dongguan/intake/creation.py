"""New datasets, a set of them in a few statements.

What core's `package_create` does for one dataset after its validation, in the same
order and with the same calls to other plugins; tests hold both to equal results.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from ckan import model, plugins
from ckan.lib.dictization.model_save import resource_dict_save

from .interfaces import ISets

Dict = dict[str, Any]


def store(context: Dict, drafts: Sequence[Dict]) -> list[model.Package]:
    """Write validated datasets into the running transaction, and tell the other plugins.

    `drafts` are what the validation returned; each gets its `id` and those of its
    resources.
    """
    tags = keywords(drafts)
    with model.Session.no_autoflush:
        packages = [_package(context, draft, tags) for draft in drafts]
        for plugin in plugins.PluginImplementations(ISets):
            plugin.datasets_begun(packages)
    model.Session.flush()
    for package, draft in zip(packages, drafts, strict=True):
        draft["id"] = package.id
        for resource, stored in zip(draft.get("resources", []), package.resources, strict=True):
            resource["id"] = stored.id
        for plugin in plugins.PluginImplementations(plugins.IPackageController):
            plugin.create(package)
            plugin.after_dataset_create(context, draft)
    return packages


def _package(context: Dict, draft: Dict, tags: dict[str, model.Tag]) -> model.Package:
    package = model.Package()
    extras = {extra["key"]: extra["value"] for extra in draft.get("extras", [])}
    kept = {k: v for k, v in draft.items() if k not in ("plugin_data", "metadata_created")}
    package.from_dict({**kept, "extras": extras})
    package.id = draft.get("id") or str(uuid.uuid4())
    package.creator_user_id = context["user_id"]
    if not draft.get("metadata_modified"):
        package.metadata_modified = datetime.now(UTC).replace(tzinfo=None)
    model.Session.add(package)
    for resource in draft.get("resources") or []:
        resource["package_id"] = package.id
        stored, _change = resource_dict_save(resource, {"session": model.Session})
        package.resources_all.append(stored)
    for name in dict.fromkeys(tag["name"] for tag in draft.get("tags") or []):
        model.Session.add(model.PackageTag(package, tags[name], "active"))
    model.Session.add(membership(package))
    return package


def hush(package_ids: Collection[str]) -> None:
    """Leave memberships of new datasets out of what core tells of a transaction.

    Core would read each one's dataset again, to say that it has changed: it is told as new.
    """
    changes = getattr(model.Session(), "_object_cache", None)
    if changes:
        changes["new"] = {
            one
            for one in changes["new"]
            if not (isinstance(one, model.Member) and one.table_id in package_ids)
        }


def membership(package: model.Package) -> model.Member:
    """Make the row by which a dataset belongs to its provider."""
    return model.Member(
        table_name="package",
        table_id=package.id,
        # `group`, not `group_id`: core's constructor empties the latter.
        group=model.Session.get(model.Group, package.owner_org),
        capacity="organization",
        state="active",
    )


def keywords(drafts: Sequence[Dict]) -> dict[str, model.Tag]:
    """Find the keywords of all drafts at once and make those that are new."""
    names = {tag["name"] for draft in drafts for tag in draft.get("tags") or []}
    query = model.Session.query(model.Tag).filter(
        model.Tag.name.in_(names), model.Tag.vocabulary_id.is_(None)
    )
    known = {tag.name: tag for tag in query} if names else {}
    for name in sorted(names - set(known)):
        known[name] = model.Tag(name=name)
        model.Session.add(known[name])
    return known
