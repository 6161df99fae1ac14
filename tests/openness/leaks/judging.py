"""Compares what somebody got with what the policy says they get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ckanext.dongguan.openness import surfaces
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.policy import Operation, Outcome
from ckanext.dongguan.openness.surfaces import OFF, Kind

from .asking import Answer, Portal, neutral
from .call import Call
from .canary import Canary, Mark
from .expectation import may_see, of_resource, outcome
from .planting import Planted
from .registry import table

STATUS = {Outcome.HIDE: 404, Outcome.DENY: 403}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Which operation on which object the policy decides at a surface."""

    operation: Operation
    is_of_resource: bool
    is_whole: bool = False

    def outcome(self, who: str, planted: Planted) -> Outcome:
        """Look up what somebody gets."""
        decide = of_resource if self.is_of_resource else outcome
        found = decide(who, self.operation, planted.case)
        return Outcome.DENY if self.is_whole and found is Outcome.MASK else found


def rule_of(known: str, call: Call) -> Rule | None:
    """Find the rule of a surface; None where the policy decides about no single object."""
    rule = _rule_of(known)
    # A call that names the dataset alone is decided for the dataset.
    if rule and rule.is_of_resource and call.asks_for == ("dataset",):
        return replace(rule, is_of_resource=False)
    return rule


def is_answered(known: str, expected: Outcome, status: int) -> bool:
    """Tell whether a status is what an outcome answers at a surface."""
    if status == (table()["answers"].get(known) or {}).get(expected.value):
        return True
    return status < 400 if expected.is_given else status == STATUS[expected]


@cache
def _rule_of(known: str) -> Rule | None:
    if text := table()["decided"].get(known):
        operation, kind, *more = text.split()
        return Rule(
            operation=Operation(operation), is_of_resource=kind == "resource",
            is_whole="whole" in more,
        )  # fmt: skip
    everything = surfaces.load()
    surface = everything.routes.get(known) or everything.actions.get(known) or OFF
    if surface.kind is None or not isinstance(surface.operation, Operation):
        return None
    return Rule(operation=surface.operation, is_of_resource=surface.kind is not Kind.DATASET)


def leaks(portal: Portal, call: Call, who: str, told: frozenset[Canary]) -> Iterator[str]:
    """List the words in an answer that somebody may not be told."""
    by_number = {each.number: each for each in portal.field.planted.values()}
    for canary in sorted(told):
        if canary.number not in by_number:
            continue
        case = by_number[canary.number].case
        if case is None or not _may_see(call, who, canary.mark, case):
            yield f"tells {canary.mark.value} of {by_number[canary.number].name}"


def _may_see(call: Call, who: str, mark: Mark, case: Case) -> bool:
    is_logged = call.surface in table()["logs"] and mark in {
        Mark.DATASET,
        Mark.RESOURCE,
        Mark.INNER,
    }
    if is_logged and outcome(who, Operation.AUDIT, case).is_given:
        return True
    return may_see(who, mark, case)


def hides(who: str, call: Call, planted: Planted) -> bool:
    """Tell whether the answer must be that of nothing: a word that was asked with is secret."""
    case = planted.case
    return case is not None and any(
        not _may_see(call, who, Mark(name), case) for name in call.asks_for
    )


def differs(answer: Answer, nothing: Answer, call: Call, one: Planted, no: Planted) -> str:
    """Say where an answer differs from that of nothing; empty where it does not."""
    ours, theirs = neutral(answer, call, one), neutral(nothing, call, no)
    for name, mine, its in zip(("status", "headers", "text"), ours, theirs, strict=True):
        if mine != its:
            return f"{name}: {_apart(str(mine), str(its))}"
    return ""


def _apart(mine: str, its: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b), 0)
    return (
        f"…{mine[max(at - 40, 0) : at + 60]!r} instead of …{its[max(at - 40, 0) : at + 60]!r}"
    )
