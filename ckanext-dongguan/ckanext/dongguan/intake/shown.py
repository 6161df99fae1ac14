"""Datasets as `package_show` gives them, many at a time.

Core reads one dataset with some ten statements. A set is read here with one statement
a table and then goes through core's own validation; tests hold both to equal results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from ckan import logic, model, plugins
from ckan.lib.dictization import model_dictize, obj_list_dictize, table_dictize
from ckan.lib.plugins import lookup_package_plugin, plugin_validate
from ckan.logic import get_validator
from ckan.logic.schema import default_show_package_schema

from . import recall

Dict = dict[str, Any]
Grouped = dict[str, list[Any]]


def show_many(package_ids: Iterable[str]) -> Iterator[tuple[Dict, Dict]]:
    """Read datasets by id, one by one; give each in core's schema and in that of its type.

    An id without a dataset gives nothing. Deleted and hidden datasets are given: who may
    see them is the caller's question.
    """
    for package, raw in _raw(package_ids):
        yield _validated(package, raw)


def show_typed(package_ids: Iterable[str]) -> dict[str, Dict]:
    """Read datasets as `show_many` does; give each in the schema of its type alone."""
    shown = {}
    for package, raw in _raw(package_ids):
        context = _context(package)
        shown[package.id] = _finished(context, _bare(context, raw))
    return shown


def show_to_followers(package_ids: Iterable[str]) -> dict[str, Dict]:
    """Read datasets as `show_typed` does, and remember them for the index."""
    shown = {}
    for package, raw in _raw(package_ids):
        context, key = _context(package), recall.key_of(raw)
        bare = _bare(context, raw)
        recall.keep(key, bare)
        shown[package.id] = _finished(context, bare)
    return shown


def _raw(package_ids: Iterable[str]) -> Iterator[tuple[model.Package, Dict]]:
    """Read datasets as they are before any schema has seen them."""
    ids = sorted(set(package_ids))
    found = model.Session.query(model.Package).filter(model.Package.id.in_(ids)).all()
    raw = dictize_many(found)
    readers = list(plugins.PluginImplementations(plugins.IPackageController))
    showers = list(plugins.PluginImplementations(plugins.IResourceController))
    for package in found:
        for reader in readers:
            reader.read(package)
        for resource in raw[package.id]["resources"]:
            for shower in showers:
                shower.before_resource_show(resource)
        yield package, raw[package.id]


def dictize_many(packages: Sequence[model.Package]) -> dict[str, Dict]:
    """Do for a set what core's `package_dictize` does for one dataset."""
    ids = [package.id for package in packages]
    parts = _Parts(ids, {package.owner_org for package in packages if package.owner_org})
    return {package.id: parts.of(package) for package in packages}


class _Parts:
    """What belongs to the datasets of a set, each kind read once."""

    def __init__(self, ids: list[str], owners: set[str]) -> None:
        self.resources = _rows(model.resource_table, "package_id", ids)
        relation = model.package_relationship_table
        self.subjects = _rows(relation, "subject_package_id", ids)
        self.objects = _rows(relation, "object_package_id", ids)
        self.tags, self.groups = _tags(ids), _groups(ids)
        self.owners = _owners(owners)

    def of(self, package: model.Package) -> Dict:
        """Put the parts of one dataset together, in the order core does."""
        context: Any = {"model": model, "session": model.Session}
        raw = table_dictize(package, context)
        raw["title"] = raw["title"] and raw["title"].strip()
        raw.pop("plugin_data", None)
        raw["resources"] = model_dictize.resource_list_dictize(
            self.resources[package.id], context
        )
        raw["num_resources"] = len(raw["resources"])
        raw["tags"] = [dict(tag) for tag in self.tags[package.id]]
        raw["num_tags"] = len(raw["tags"])
        raw["extras"] = [{"key": k, "value": v} for k, v in _in_order(raw["extras"] or {})]
        raw["groups"] = [dict(group) for group in self.groups[package.id]]
        owner = self.owners.get(package.owner_org or "")
        raw["organization"] = dict(owner) if owner else None
        raw["relationships_as_subject"] = obj_list_dictize(self.subjects[package.id], context)
        raw["relationships_as_object"] = obj_list_dictize(self.objects[package.id], context)
        return {**raw, **_derived(package)}


def _in_order(extras: Dict) -> list[tuple[str, Any]]:
    """Order fields as PostgreSQL keeps them; what was just written still has its own order."""
    return sorted(extras.items(), key=lambda one: (len(one[0].encode()), one[0].encode()))


def _derived(package: model.Package) -> Dict:
    licence = package.license
    title = licence.title if licence else package.license_id
    derived = {
        "isopen": package.isopen(),
        "type": package.type or "dataset",
        "license_title": title,
        "metadata_modified": package.metadata_modified.isoformat(),
        "metadata_created": package.metadata_created and package.metadata_created.isoformat(),
    }
    if licence and licence.url:
        derived |= {"license_url": licence.url, "license_title": title.split("::")[-1]}
    return derived


def _rows(table: Any, column: str, ids: list[str]) -> Grouped:
    grouped: Grouped = defaultdict(list)
    for row in model.Session.execute(sa.select(table).where(table.c[column].in_(ids))):
        grouped[getattr(row, column)].append(row)
    return grouped


def _tags(ids: list[str]) -> Grouped:
    tag, link = model.tag_table, model.package_tag_table
    query = sa.select(tag, link.c["state"], link.c["package_id"])
    query = query.join(link, tag.c["id"] == link.c["tag_id"])
    query = query.where(link.c["package_id"].in_(ids), link.c["state"] == "active")
    grouped: Grouped = defaultdict(list)
    for row in model.Session.execute(query.order_by(tag.c["name"])):
        plain = {name: getattr(row, name) for name in ("id", "name", "vocabulary_id", "state")}
        grouped[row.package_id].append({**plain, "display_name": row.name})
    for tags in grouped.values():
        # The database sorts by its own collation, core by code points.
        tags.sort(key=lambda one: one["name"])
    return grouped


def _groups(ids: list[str]) -> Grouped:
    group, member = model.group_table, model.member_table
    query = sa.select(group, member.c["capacity"], member.c["table_id"])
    query = query.join(member, group.c["id"] == member.c["group_id"]).where(
        member.c["table_id"].in_(ids),
        member.c["state"] == "active",
        group.c["is_organization"].is_(False),
    )
    context: Any = {"model": model, "session": model.Session, "with_capacity": False}
    known: dict[tuple[str, str], Dict] = {}
    grouped: Grouped = defaultdict(list)
    for row in model.Session.execute(query):
        key = (row.id, row.capacity)
        if key not in known:
            (known[key],) = model_dictize.group_list_dictize(
                [row], context, with_package_counts=False
            )
            del known[key]["table_id"]
        grouped[row.table_id].append(known[key])
    for groups in grouped.values():
        groups.sort(key=lambda one: plugins.toolkit.h.strxfrm(one["display_name"]))
    return grouped


def _owners(ids: set[str]) -> dict[str, Dict]:
    group = model.group_table
    query = sa.select(group).where(group.c["id"].in_(ids), group.c["state"] == "active")
    found = obj_list_dictize(list(model.Session.execute(query)), {})
    return {one["id"]: {k: v for k, v in one.items() if k != "extras"} for one in found}


def _default_schema() -> Dict:
    """Give core's schema without its question whether a stored name is free, one by one."""
    return _without_doubt({**default_show_package_schema(), "name": []})


def _without_doubt(schema: Dict) -> Dict:
    """Leave out whether a field comes twice: a stored dataset's cannot."""
    doubt = get_validator("duplicate_extras_key")
    # The form of another extension may ask nothing before.
    before = [one for one in schema.get("__before", ()) if one is not doubt]
    return {**schema, "__before": before}


def _context(package: model.Package) -> Any:
    context = logic.fresh_context({}, ignore_auth=True, use_cache=False, validate=False)
    context.update(package=package, session=model.Session, model=model)
    return context


def _validated(package: model.Package, raw: Dict) -> tuple[Dict, Dict]:
    """Take the last steps of core's `package_show`, for both schemas."""
    context = _context(package)
    known = recall.take(recall.key_of(raw))
    default = plugin_validate(object(), context, raw, _default_schema(), "package_show")[0]
    return default, _finished(context, _bare(context, raw) if known is None else known)


def _bare(context: Any, raw: Dict) -> Dict:
    """Give a dataset in the schema of its type, before other plugins have seen it."""
    form = lookup_package_plugin(raw["type"])
    schema = _without_doubt(form.show_package_schema())
    return dict(plugin_validate(form, context, raw, schema, "package_show")[0])


def _finished(context: Any, bare: Dict) -> Dict:
    logic.apply_after_dataset_show_plugins(context, bare)
    return bare
