"""How a broken rule is said: field, value, the rule with its source, the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.language import said, spoken
from ckanext.dongguan.schemas.codelists import load

from . import day, refusal
from .breach import Breach, codes_of, latest_day
from .rule import EMPTY, FILLED, Ask, Condition, Rule

Fields = Mapping[str, Any]
# Fields of the schema by group (nothing for the dataset) and name.
Index = Mapping[tuple[str, str], Mapping[str, Any]]


def index(fields: Iterable[Mapping[str, Any]]) -> Index:
    """Index a scheming schema's fields and those of its rows."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for field in fields:
        found["", field["field_name"]] = field
        for sub in field.get("repeating_subfields", ()):
            found[field["field_name"], sub["field_name"]] = sub
    return found


def sentence(breach: Breach, fields: Index, dataset: Fields) -> str:
    """Say what is broken and what to do."""
    rule = breach.rule
    field = fields[rule.group, rule.field]
    facts = {
        "field": refusal.label(field),
        "value": refusal.shown(_words(field, breach.value)),
        "source": rule.source,
        "reason": _reason(breach, fields, dataset),
        **_facts(rule, field, dataset),
    }
    return _template(rule).format(**facts)


def _template(rule: Rule) -> str:
    if rule.ask is Ask.ALLOW and not rule.when:
        return str(tk._('"{field}": "{value}" is not possible: {reason} ({source}). '
                        "Choose {choices}."))  # fmt: skip
    templates = {
        Ask.NEED: tk._('"{field}" is empty: it is needed because {reason} ({source}). '
                       "Fill it in."),
        Ask.EMPTY: tk._('"{field}": "{value}" has no place here because {reason} ({source}): '
                        "empty it."),
        Ask.ALLOW: tk._('"{field}": "{value}" does not go together with this: {reason} '
                        "({source}). Choose {choices}."),
        Ask.BETWEEN: tk._('"{field}": "{value}" does not fit because {reason} ({source}): '
                          "write a whole number from {low} to {high}{decimals}."),
        Ask.ONCE: tk._('"{field}": one row at most may say "{value}" ({source}): '
                       "keep one of them."),
        Ask.UNIQUE: tk._('"{field}": "{value}" stands in more than one row ({source}): '
                         "give each its own."),
        Ask.WITHIN: tk._('"{field}": "{value}" is too late, {latest} is the last day '
                         "({source}): write an earlier one."),
    }  # fmt: skip
    return str(templates[rule.ask])


def _facts(rule: Rule, field: Mapping[str, Any], dataset: Fields) -> dict[str, Any]:
    match rule.ask:
        case Ask.ALLOW:
            return {"choices": _choices(field, rule.value)}
        case Ask.BETWEEN:
            low, high = rule.value
            decimals = tk._(", decimals behind a comma as 18,2") if rule.decimals else ""
            return {"low": low, "high": high, "decimals": decimals}
        case Ask.WITHIN:
            start = day.parse(dataset.get(rule.value["after"]))
            code = str(dataset.get(rule.value["months_of"]) or "")
            return {"latest": latest_day(rule, start, code)}
    return {}


def _choices(field: Mapping[str, Any], codes: Iterable[str]) -> str:
    words = str(tk._('" or "')).join(_words(field, code) for code in codes)
    return str(tk._('"{words}"')).format(words=words)


def _reason(breach: Breach, fields: Index, dataset: Fields) -> str:
    rule = breach.rule
    if not rule.when:
        return said(rule.reason)
    rows = dataset.get(rule.group) or () if rule.group else ()
    row = dataset if breach.row is None else rows[breach.row]
    parts = [_condition(rule, one, fields, row, dataset) for one in rule.when]
    return str(tk._(" and ")).join(parts)


def _condition(
    rule: Rule, condition: Condition, fields: Index, row: Fields, dataset: Fields
) -> str:
    group = "" if condition.is_of_dataset else rule.group
    field = fields[group, condition.name]
    name = refusal.label(field)
    if condition.codes == (FILLED,):
        return str(tk._('"{field}" is filled in')).format(field=name)
    if condition.codes == (EMPTY,):
        return str(tk._('"{field}" is empty')).format(field=name)
    holder = dataset if condition.is_of_dataset else row
    held = [c for c in codes_of(holder.get(condition.name)) if c in condition.codes]
    values = "、".join(_words(field, code) for code in held)
    return str(tk._('"{field}" is "{value}"')).format(field=name, value=values)


def _words(field: Mapping[str, Any], code: str) -> str:
    if not field.get("codelist"):
        return code
    return str(load(field["codelist"]).label(code, spoken()))
