"""Every surface × every actor × every planted dataset, as the policy table says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from zlib import crc32

import pytest

from ckanext.dongguan.openness import surfaces
from ckanext.dongguan.openness.policy import Outcome
from ckanext.dongguan.openness.registry import dataset_types
from ckanext.dongguan.openness.surfaces import Use

from . import registry
from .actors import ACTORS, POWERLESS
from .asking import Answer, Portal
from .call import Call
from .judging import Rule, differs, hides, is_answered, leaks, rule_of
from .planting import KINDS, Planted

TABLE = surfaces.load()
Faults = Iterator[str]


def route_calls(site: Portal, endpoint: str, known: str) -> list[Call]:
    rules = [r for r in site.app.flask_app.url_map.iter_rules() if r.endpoint == endpoint]
    return list(registry.of_route(iter(rules), endpoint, known))


@pytest.mark.parametrize("endpoint", sorted(TABLE.routes))
def test_a_route_gives_what_the_policy_says(site: Portal, endpoint: str) -> None:
    calls = route_calls(site, endpoint, endpoint)

    assert calls
    # A few faults say enough.
    assert list(islice(judged(site, calls, endpoint), 5)) == []


@pytest.mark.parametrize("name", sorted(TABLE.actions))
def test_an_action_gives_what_the_policy_says(site: Portal, name: str) -> None:
    calls = list(registry.of_action(name))

    assert list(islice(judged(site, calls, name), 5)) == []


def test_each_type_of_dataset_has_no_other_doors(site: Portal) -> None:
    """The routes of a type (`/interface/…`) hide what those of `dataset` hide."""
    types = dataset_types()
    faults = []
    for endpoint in {r.endpoint for r in site.app.flask_app.url_map.iter_rules()}:
        blueprint, _, view = endpoint.partition(".")
        stem = blueprint.removesuffix("_resource")
        if endpoint not in TABLE.routes and stem in types:
            known = f"{'dataset' if stem == blueprint else 'resource'}.{view}"
            faults += typed(site, route_calls(site, endpoint, known), known)

    assert faults == []


def typed(site: Portal, calls: list[Call], known: str) -> Faults:
    for call in calls:
        if call.method == "GET" and call.asks_for:
            nothing = site.ask(call, "anonymous", site.field.nobody)
            for name in ("open", "withheld", "frozen"):
                planted = site.field.planted[name]
                answer = site.ask(call, "anonymous", planted)
                yield from _faults(site, call, "anonymous", planted, answer)
                said = name != "open" and differs(
                    answer, nothing, call, planted, site.field.nobody
                )
                if said:
                    yield f"{name} × {call} ({known}): {said}"


def judged(site: Portal, calls: list[Call], known: str) -> Faults:
    for call in calls:
        if call.asks_for:
            yield from _about_objects(site, call, rule_of(known, call), known)
        else:
            for who in askers(call, None, operation_of(known)):
                answer = site.ask(call, who, site.field.nobody)
                yield from _faults(site, call, who, site.field.nobody, answer)


def askers(call: Call, rule: Rule | None, operation: Any) -> tuple[str, ...]:
    """Name who asks: whoever could change something without being stopped does not."""
    if operation in {Use.OFF, Use.INNER}:
        return ("anonymous", "sysadmin")
    if call.is_write and rule is None:
        return POWERLESS
    everybody = [actor.name for actor in ACTORS]
    if call.is_first:
        return tuple(everybody)
    return ("anonymous", "registered", everybody[3 + crc32(str(call).encode()) % 10])


def _about_objects(site: Portal, call: Call, rule: Rule | None, known: str) -> Faults:
    is_shut = operation_of(known) in {Use.OFF, Use.INNER}
    for who in askers(call, rule, operation_of(known)):
        nothing = site.ask(call, who, site.field.nobody)
        yield from _faults(site, call, who, site.field.nobody, nothing)
        for planted in chosen(site, call, who):
            due = rule.outcome(who, planted) if rule else None
            if call.is_write and due is not None and due.is_given:
                continue
            answer = site.ask(call, who, planted)
            yield from _faults(site, call, who, planted, answer)
            said = _unfitting(known, due, answer)
            if due is Outcome.HIDE or (due is None and (is_shut or hides(who, call, planted))):
                said = said or differs(answer, nothing, call, planted, site.field.nobody)
            if said:
                yield f"{who} × {planted.name} × {call}: {said}"


def _unfitting(known: str, due: Outcome | None, answer: Answer) -> str:
    if due is None or is_answered(known, due, answer.status):
        return ""
    return f"{answer.status} where the policy says {due.value}"


def operation_of(known: str) -> Any:
    surface = TABLE.routes.get(known) or TABLE.actions[known]
    return surface.operation


def chosen(site: Portal, call: Call, who: str) -> list[Planted]:
    """List what somebody asks for: everything at a witness, else some of it in turn."""
    everything = [site.field.planted[name] for name in KINDS]
    if call.surface in registry.table()["witnesses"] and call.method == "POST":
        return everything
    of_each_case = list({each.case: each for each in reversed(everything)}.values())
    if who == "anonymous":
        return of_each_case
    place = list(site.headers).index(who)
    first = crc32(str(call).encode()) + place
    turned = of_each_case[first % 8 :] + of_each_case[: first % 8]
    return turned[::2] if who == "registered" else turned[:1]


def _faults(site: Portal, call: Call, who: str, planted: Planted, answer: Answer) -> Faults:
    said = list(leaks(site, call, who, site.told(answer, call, planted)))
    if answer.status >= 500:
        said.append(f"fails with {answer.status}")
    if said:
        yield f"{who} × {planted.name} × {call} ({answer.status}): {', '.join(said)}"
