"""Stored datasets brought in line with records, a set of them in a few statements.

What core's `package_update` does after its validation, without its nested transaction:
with `defer_commit` core rolls its own work back there (`package_show` of 2.12 asks in
between). Core reads each dataset's files, keywords and memberships by themselves; tests
hold both to equal results.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ckan import model, plugins
from ckan.lib.dictization import table_dict_save
from ckan.lib.dictization.model_save import package_membership_list_save, resource_dict_save

from . import creation
from .held import Held
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


def store(context: Dict, drafts: Sequence[Dict], held: Held) -> set[str]:
    """Write validated datasets over the stored ones; give the ids of those that changed.

    All are written before the other plugins hear of the first, so that a set is flushed once.
    """
    tags = creation.keywords(drafts)
    with model.Session.no_autoflush:
        changed = [draft for draft in drafts if _save(context, draft, held, tags)]
    model.Session.flush()
    for draft in changed:
        _tell(context, draft, held.packages[draft["id"]])
    return {draft["id"] for draft in changed}


def _save(context: Dict, draft: Dict, held: Held, tags: Mapping[str, model.Tag]) -> bool:
    """Write one draft; tell whether anything changed."""
    inner: Any = {**context, "session": model.Session}
    package = held.packages[draft["id"]]
    extras = {extra["key"]: extra["value"] for extra in draft.get("extras", [])}
    stated = {k: v for k, v in draft.items() if k not in ("metadata_created", "plugin_data")}
    changes = (
        table_dict_save({**stated, "extras": extras}, model.Package, inner)[1] is not None,
        _save_files(draft.get("resources"), package),
        _save_keywords(draft.get("tags"), package, tags),
        package_membership_list_save(draft.get("groups"), package, inner),
    )
    if not any(changes):
        return False
    package.metadata_modified = datetime.now(UTC).replace(tzinfo=None)
    _settle_owner(package, held.owners[package.id])
    return True


def _save_files(wanted: Sequence[Dict] | None, package: model.Package) -> bool:
    """Write the files; one that is left out is marked, one that was marked before goes."""
    if wanted is None:
        return False
    before = [one for one in package.resources_all if one.state != "deleted"]
    gone = [one for one in package.resources_all if one.state == "deleted"]
    for one in wanted:
        one["package_id"] = package.id
    saved = [resource_dict_save(one, {"session": model.Session}) for one in wanted]
    after = [resource for resource, _change in saved]
    if after == before:
        return any(change for _resource, change in saved)
    left = [one for one in before if one not in after]
    for one in left:
        one.state = "deleted"
    package.resources_all[:] = [*after, *left]
    for one in gone:
        if one not in after:
            one.purge()
    return True


def _save_keywords(
    wanted: Sequence[Dict] | None, package: model.Package, tags: Mapping[str, model.Tag]
) -> bool:
    """Link the keywords that are wanted, and those alone."""
    links = {link.tag.name: link for link in package.package_tags}
    names = dict.fromkeys(tag["name"] for tag in wanted or ())
    states = {name: "active" if name in names else "deleted" for name in links}
    turned = [name for name, state in states.items() if links[name].state != state]
    for name in turned:
        links[name].state = states[name]
    new = [name for name in names if name not in links]
    for name in new:
        model.Session.add(model.PackageTag(package, tags[name], "active"))
    return bool(turned or new)


def _settle_owner(package: model.Package, members: Sequence[model.Member]) -> None:
    """Let a dataset belong to its provider alone, as `package_owner_org_update` does."""
    for member in members:
        member.state = "active" if member.group_id == package.owner_org else "deleted"
    if package.owner_org not in {member.group_id for member in members}:
        model.Session.add(creation.membership(package))


def _tell(context: Dict, draft: Dict, package: model.Package) -> None:
    """Let the other plugins hear of a changed dataset, as core does."""
    for resource, stored in zip(draft.get("resources", []), package.resources, strict=True):
        resource["id"] = stored.id
    for plugin in plugins.PluginImplementations(plugins.IPackageController):
        plugin.edit(package)
        plugin.after_dataset_update(context, draft)
