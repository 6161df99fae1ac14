"""Which addresses the checker visits: read off the routes, the actions and `surfaces.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from ckan import logic

from ckanext.dongguan.openness import policy, registry, surfaces
from ckanext.dongguan.openness.actor import Standing
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.policy import Operation
from ckanext.dongguan.openness.surfaces import Kind, Surface, Use

from . import probe
from .facts import Facts
from .probe import Visit

_LISTS = {Operation.FIND, Operation.COUNT, Use.PORTAL}
_FORMATS = ("ttl", "xml", "jsonld", "rdf")


def visits(app: Any, facts: Facts) -> Iterator[Visit]:
    """Give every address at which something of the dataset could answer a passer-by."""
    yield from _of_routes(app, facts)
    yield from _of_actions(facts)


def _of_routes(app: Any, facts: Facts) -> Iterator[Visit]:
    for endpoint, rules in _rules(app, facts.type).items():
        surface = surfaces.load().route(endpoint, [facts.type])
        if surface is None or endpoint == "static":
            continue
        for given in _arguments(endpoint, surface, facts):
            for rule in rules if _is_sample(given, facts) else rules[:1]:
                if address := _built(rule, given):
                    yield _visit(endpoint, surface, address, facts)


def _rules(app: Any, dataset_type: str) -> dict[str, list[Any]]:
    """List the routes that are read, those of other dataset types left out."""
    found: dict[str, list[Any]] = {}
    own = {"dataset", "resource", dataset_type, f"{dataset_type}_resource"}
    foreign = {
        name
        for each in registry.dataset_types()
        for name in (each, f"{each}_resource")
        if name not in own
    }
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint.partition(".")[0] not in foreign:
            found.setdefault(rule.endpoint, []).append(rule)
    return found


def _arguments(name: str, surface: Surface, facts: Facts) -> Iterator[dict[str, str]]:
    """Fill in what a surface is asked with, once for each object it is asked about."""
    bare = surfaces.common(name, [facts.type])
    if surface.kind is not None or bare in _table()["about"]:
        is_each = bare in _table()["each"] and not name.startswith("resource.")
        is_each = is_each and not _is_given(surface, facts, is_about=True)
        objects = _of_kind(surface, facts) if surface.kind else _about(bare, facts)
        yield from (one for one in objects if _is_asked(one, facts, is_each=is_each))
    elif surface.operation in _LISTS:
        wanted = _table()["lists"].get(bare, {})
        if (found := probe.filled(wanted, _first(facts))) is not None:
            yield found


def _is_asked(given: Mapping[str, str], facts: Facts, *, is_each: bool) -> bool:
    return (is_each and _subject(given) in facts.resources) or _is_sample(given, facts)


def _is_sample(given: Mapping[str, str], facts: Facts) -> bool:
    """Tell whether an object is asked for at every surface.

    The first and the last resource and alias are; of the others the surfaces of `each`.
    """
    subject = _subject(given)
    for several in ([*facts.resources], facts.aliases):
        if subject in several:
            return subject in {several[0], several[-1]}
    return True


def _subject(given: Mapping[str, str]) -> str:
    return given.get("resource_id") or given.get("id") or ""


def _of_kind(surface: Surface, facts: Facts) -> Iterator[dict[str, str]]:
    key = surface.keys[0]
    dataset_id = facts.dataset.id
    if surface.kind is Kind.DATASET:
        for reference in (dataset_id, facts.common["name"]):
            activity = facts.common.get("activity", "none")
            yield {key: reference, "id": reference, "activity_id": activity}
    elif surface.kind is Kind.RESOURCE:
        for resource in facts.resources:
            yield {"id": dataset_id, "package_id": dataset_id, "filename": "a", key: resource}
    else:
        for view, resource in facts.views:
            yield {"resource_id": resource, "view_id": view, key: view}


def _about(bare: str, facts: Facts) -> Iterator[dict[str, str]]:
    wanted = _table()["about"][bare]
    if not any("{resource}" in text for text in wanted.values()):
        found = [probe.filled(wanted, facts.common)]
    else:
        # A table answers to its own name and to others.
        others = facts.aliases if bare in _table()["aliased"] else []
        found = [
            probe.filled(wanted, {**facts.common, "resource": name})
            for name in (*facts.resources, *others)
        ]
    yield from (one for one in found if one is not None)


def _first(facts: Facts) -> dict[str, str]:
    names = [name for name in facts.resources.values() if name]
    return {**facts.common, **({"resource_name": names[0]} if names else {})}


def _built(rule: Any, given: Mapping[str, str]) -> str | None:
    values = {"_format": _FORMATS[0], "view_id": "none", **given}
    needed = rule.arguments - set(rule.defaults or {})
    if not needed <= set(values):
        return None
    inside = {name: values[name] for name in needed}
    beside = {k: v for k, v in given.items() if k not in needed and k in _QUERIES}
    built = rule.build({**inside, **(rule.defaults or {})})
    if built is None:
        return None
    return str(built[1]) + (f"?{urlencode(beside)}" if beside else "")


_QUERIES = {"sort", "incomplete", "limit", "object_type"}


def _of_actions(facts: Facts) -> Iterator[Visit]:
    for name, surface in surfaces.load().actions.items():
        if surface.operation in {Use.OFF, Use.INNER} or not _is_reading(name):
            continue
        for given in _arguments(name, surface, facts):
            address = f"/api/3/action/{name}?{urlencode(given)}"
            yield _visit(name, surface, address, facts)


def _is_reading(name: str) -> bool:
    # Nothing else is called: a door that stood open would otherwise be walked through.
    return bool(getattr(logic.get_action(name), "side_effect_free", False))


def _visit(name: str, surface: Surface, address: str, facts: Facts) -> Visit:
    is_about = (
        surface.kind is not None or surfaces.common(name, [facts.type]) in _table()["about"]
    )
    return Visit(
        surface=name,
        address=address,
        is_about=is_about,
        is_given=_is_given(surface, facts, is_about=is_about),
    )


def _is_given(surface: Surface, facts: Facts, *, is_about: bool) -> bool:
    case, cells = facts.dataset.case, policy.load().cells
    operation = surface.operation if is_about else Operation.FIND
    if not isinstance(operation, Operation):
        operation = Operation.ENTRY
    is_bare = case is Case.LISTED and surface.kind in {Kind.RESOURCE, Kind.VIEW}
    if is_bare:
        operation = Operation.DATA
    return cells[operation, case, Standing.ANONYMOUS].is_given


@cache
def _table() -> dict[str, Any]:
    return probe.table()
