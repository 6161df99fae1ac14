"""What a form needs to know of a type: its sections, and the rules in the words of its script.

Without CKAN. The script draws what the rules say; what counts is the server's answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ckanext.dongguan.schemas import blocks

from .rule import Ask, Condition, Rule, conditions, of_type

# What a script can decide while a person types; numbers and days are the server's.
_DRAWN = {Ask.NEED, Ask.ALLOW, Ask.EMPTY}


def sections(fields: Iterable[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Group a schema's fields by their blocks: `name`, `label`, `help_text`, `fields`."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for field in fields:
        found.setdefault(field["section"], []).append(field)
    return [
        {
            "name": name,
            "label": blocks.load(name).label[language],
            "help_text": blocks.load(name).help_text.get(language, ""),
            "fields": own,
        }
        for name, own in found.items()
    ]


def script(type_name: str, fields: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Write a type's rules, and when each field is drawn, as JSON for the form's script."""
    rules = [_rule(rule) for rule in of_type(type_name) if rule.ask in _DRAWN]
    return {"rules": rules, "drawn": list(_drawn(fields, ""))}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "group": rule.group,
        "field": rule.field,
        "ask": rule.ask.value,
        "value": rule.value,
        "when": [_condition(one) for one in rule.when],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "field": condition.name,
        "codes": condition.codes,
        "of_dataset": condition.is_of_dataset,
    }


def _drawn(fields: Iterable[Mapping[str, Any]], group: str) -> Iterator[dict[str, Any]]:
    for field in fields:
        drawn = field.get("drawn")
        if drawn:
            when = "needed" if drawn == "needed" else [_condition(c) for c in conditions(drawn)]
            yield {"group": group, "field": field["field_name"], "when": when}
        yield from _drawn(field.get("repeating_subfields", ()), field["field_name"])
