"""Each rule of the schemas is kept by form, API, Excel and harvest, in the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from ckanext.dongguan.directory.breach import breaches
from ckanext.dongguan.directory.rule import of_type
from ckanext.dongguan.schemas.dataset_type import load

from .breaking import Case, breaking, cases
from .doors import CHINESE, Answer, Clerk

CASES = {str(case): case for case in cases()}
Answers = dict[str, dict[str, Answer]]


@pytest.fixture(scope="module")
def answers(clerk: Clerk, doors: Any) -> Answers:
    """Hand the records in at each door, those of a type together."""
    of_kind: dict[str, list[Case]] = defaultdict(list)
    for case in CASES.values():
        of_kind[case.kind].append(case)
    told: Answers = defaultdict(dict)
    for chosen in of_kind.values():
        records = [breaking(case, clerk.department["id"]) for case in chosen]
        for name, door in doors.items():
            for case, answer in zip(chosen, door(clerk, records), strict=True):
                told[str(case)][name] = answer
    return told


def test_every_rule_of_every_type_is_walked() -> None:
    walked = {repr(case.rule) for case in CASES.values()}

    kinds = {case.kind for case in CASES.values()}
    assert kinds == {
        "dataset",
        "enterprise_aggregate",
        "credit_disclosure",
        "interface",
        "document",
    }
    assert {repr(rule) for kind in kinds for rule in of_type(kind)} == walked


@pytest.mark.parametrize("name", CASES)
def test_a_broken_rule_is_refused_at_every_door_in_the_same_words(
    answers: Answers, name: str
) -> None:
    case, told = CASES[name], answers[name]

    api = told["api"].sentences
    assert api
    assert told["harvest"].sentences == api
    assert told["form"].sentences == api
    assert {_bare(one) for one in told["excel"].sentences} == {_bare(one) for one in api}
    assert any(case.rule.field in one.partition(": ")[0] for one in api)


@pytest.mark.parametrize("name", CASES)
def test_a_refusal_names_field_value_rule_and_remedy(answers: Answers, name: str) -> None:
    case, told = CASES[name], answers[name]
    rule, fields = case.rule, load(case.kind).fields
    field = (fields[rule.group].subfields if rule.group else fields)[rule.field]
    place = rf"{rule.group}-\d+-{rule.field}: " if rule.group else f"{rule.field}: "

    (sentence,) = [s for s in told["api"].sentences if re.match(place, s)]

    assert field.label(CHINESE) in sentence
    assert rule.source in sentence
    record = breaking(case, "x")
    broken = [b for b in breaches(of_type(case.kind), record) if b.rule == rule]
    assert [field.wording(b.value, CHINESE) in sentence for b in broken] == [True]
    assert re.search("请|改|填|选|删|保留|写", sentence.rpartition("）")[2])


def _bare(sentence: str) -> str:
    """Leave out the place that stands before a sentence."""
    return sentence[sentence.find("“") :]
