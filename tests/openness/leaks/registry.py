"""Every call that can be made to the portal, made from its own registries.

Routes come from Flask's map, actions from CKAN's list. Which object an argument names is
read from `surfaces.yaml`, its own name or, where neither tells, from `calls.yaml`: a
surface that none of them knows how to call fails the suite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from ckan import logic

from ckanext.dongguan.openness import surfaces
from ckanext.dongguan.openness.surfaces import OFF, Kind, Surface, Use

from .call import Call

TABLE = Path(__file__).with_name("calls.yaml")
_ARGUMENT = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")
_PARAM = re.compile(r":param\s+([\w.]+):")
_WORDS = {Kind.DATASET: "dataset", Kind.RESOURCE: "resource", Kind.VIEW: "view"}


class NoCallError(LookupError):
    """Nobody knows how to call a surface: it wants a line in `calls.yaml`."""


@cache
def table() -> dict[str, Any]:
    """Read what the registries do not tell."""
    return dict(yaml.safe_load(TABLE.read_text(encoding="utf-8")))


def of_route(rules: Iterator[Any], endpoint: str, known: str) -> Iterator[Call]:
    """Make the calls of a route (its rules); `known` is its name in the tables."""
    surface = surfaces.load().routes.get(known, OFF)
    listed = table()["routes"].get(known) or {}
    listing = list(rules)
    for rule in listing:
        first = listing[0]
        values = [_values(known, name, surface) for name in _ARGUMENT.findall(rule.rule)]
        firsts = tuple(each[0] for each in values)
        for chosen, method in product(product(*values), sorted(rule.methods & _METHODS)):
            path = _with(rule.rule, chosen)
            for more in listed.get("with") or [{}]:
                yield Call(
                    surface=endpoint, path=path, method=method, is_write=method == "POST",
                    is_first=not more and rule is first and chosen == firsts,
                    **_sent(method, more),
                )  # fmt: skip


_METHODS = {"GET", "POST"}


def _with(rule: str, values: Iterable[str]) -> str:
    left = iter(values)
    return _ARGUMENT.sub(lambda _argument: next(left), rule)


def _sent(method: str, more: Mapping[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {"headers": more.get("headers") or {}}
    if method == "GET":
        return {**sent, "query": more.get("query") or {}}
    return {**sent, "form": more.get("form") or {}}


def _values(known: str, argument: str, surface: Surface) -> list[str]:
    """List what an argument of a route is to hold."""
    own = (table()["routes"].get(known) or {}).get("arguments") or {}
    blueprint = table()["blueprints"].get(known.partition(".")[0]) or {}
    found = own.get(argument) or blueprint.get(argument)
    if found is None and surface.kind and argument in surface.keys:
        found = f"{{{_WORDS[surface.kind]}}}"
    found = found or table()["arguments"].get(argument)
    if found is None:
        raise NoCallError(f"route {known}: what does <{argument}> hold?")
    return list(found) if isinstance(found, list) else [str(found)]


def of_action(name: str) -> Iterator[Call]:
    """Make the calls of an action."""
    action = logic.get_action(name)
    is_write = not getattr(action, "side_effect_free", False)
    path = f"/api/3/action/{name}"
    bodies = _bodies(name, action)
    for body in bodies:
        is_first = body is bodies[0]
        yield Call(
            surface=name, path=path, method="POST", body=body, is_write=is_write,
            is_first=is_first,
        )  # fmt: skip
        if not is_write and is_first:
            plain = {k: v for k, v in body.items() if isinstance(v, str)}
            yield Call(surface=name, path=path, query=plain, is_first=False)


def _bodies(name: str, action: Any) -> list[dict[str, Any]]:
    if name in table()["actions"]:
        return [dict(body) for body in table()["actions"][name]]
    surface = surfaces.load().action(name) or OFF
    if surface.kind:
        return [{surface.keys[0]: f"{{{_WORDS[surface.kind]}}}"}]
    params = _PARAM.findall(action.__doc__ or "")
    known = table()["params"]
    if surface.operation in {Use.OFF, Use.INNER}:
        return [{p: known.get(p, "{dataset}") for p in params or ["id"]}]
    held = {p: known[p] for p in params if p in known}
    return [{"id": _id(name), **held} if "id" in params else held]


def _id(name: str) -> str:
    for pattern, value in table()["ids"].items():
        if fnmatch(name, pattern):
            return str(value)
    raise NoCallError(f"action {name}: what is its id?")
