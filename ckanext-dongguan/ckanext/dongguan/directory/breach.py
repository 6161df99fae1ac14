"""Where a dataset's fields break the rules of their schema, without CKAN."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Any

from ckanext.dongguan.schemas.codelists import load

from . import day
from .rule import EMPTY, FILLED, Ask, Condition, Rule

# A value is text, a list of codes, or a list of rows.
Fields = Mapping[str, Any]

# A source may leave these open; the field names what it does not state.
NOT_STATED = "not_stated"
_NUMBER = re.compile(r"(\d{1,6})(?:,(\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A rule that is broken: by which value, in which row (from 0) if it is a row's."""

    rule: Rule
    row: int | None
    value: str


def breaches(rules: Iterable[Rule], dataset: Fields) -> Iterator[Breach]:
    """Find each broken rule once for each place, in the order of the rules.

    What the dataset's source is said not to state need not be filled, as long as the
    dataset has a source.
    """
    excused = codes_of(dataset.get(NOT_STATED)) if dataset.get("source_system") else ()
    for rule in rules:
        if rule.ask is Ask.NEED and rule.field in excused and not rule.group:
            continue
        yield from _of_rule(rule, dataset)


def applies(conditions: Iterable[Condition], fields: Fields, dataset: Fields) -> bool:
    """Tell whether all conditions of a rule hold for a dataset or one of its rows."""
    return all(_holds(one, dataset if one.is_of_dataset else fields) for one in conditions)


def codes_of(value: Any) -> tuple[str, ...]:
    """List the codes of a field that holds one or several."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value) if isinstance(value, Sequence) else ()


def _holds(condition: Condition, fields: Fields) -> bool:
    value = fields.get(condition.name)
    if condition.codes in {(FILLED,), (EMPTY,)}:
        return bool(value) is (condition.codes == (FILLED,))
    return any(code in condition.codes for code in codes_of(value))


def _of_rule(rule: Rule, dataset: Fields) -> Iterator[Breach]:
    if not rule.group:
        yield from _checked(rule, None, dataset, dataset)
        return
    rows = [row for row in dataset.get(rule.group) or () if isinstance(row, Mapping)]
    if rule.ask in {Ask.ONCE, Ask.UNIQUE}:
        yield from _among(rule, rows)
        return
    for number, row in enumerate(rows):
        yield from _checked(rule, number, row, dataset)


def _checked(rule: Rule, row: int | None, fields: Fields, dataset: Fields) -> Iterator[Breach]:
    if not applies(rule.when, fields, dataset):
        return
    value = fields.get(rule.field)
    # Only a need can be broken by an empty field.
    if not value and rule.ask is not Ask.NEED:
        return
    if not _CHECKS[rule.ask](rule, value, fields):
        yield Breach(rule=rule, row=row, value=_text(value))


def _among(rule: Rule, rows: Sequence[Fields]) -> Iterator[Breach]:
    values = [str(row.get(rule.field) or "") for row in rows]
    counted = Counter(v for v in values if v and (rule.ask is Ask.UNIQUE or v == rule.value))
    seen: set[str] = set()
    for number, value in enumerate(values):
        if counted[value] > 1 and value in seen:
            yield Breach(rule=rule, row=number, value=value)
        seen.add(value)


def _is_between(rule: Rule, value: Any, _fields: Fields) -> bool:
    match = _NUMBER.fullmatch(str(value))
    low, high = rule.value
    if not match or not low <= int(match[1]) <= high:
        return False
    return match[2] is None or (rule.decimals and int(match[2]) <= int(match[1]))


def _is_within(rule: Rule, value: Any, fields: Fields) -> bool:
    end, start = day.parse(value), day.parse(fields.get(rule.value["after"]))
    latest = latest_day(rule, start, str(fields.get(rule.value["months_of"]) or ""))
    return latest is None or end is None or end <= latest


def latest_day(rule: Rule, start: date | None, code: str) -> date | None:
    """Compute the last day that a rule of the kind `within` allows, if it can be known."""
    name = rule.value["months_of"]
    found = load(name).get(code) if code else None
    if start is None or found is None:
        return None
    years, month = divmod(start.month - 1 + int(found.more["max_months"]), 12)
    year = start.year + years
    if year > MAXYEAR:
        return date.max
    # The 31st of a month plus one month is the last day of the next, not a day more.
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


_Check = Callable[[Rule, Any, Fields], bool]
_CHECKS: Mapping[Ask, _Check] = {
    Ask.NEED: lambda _rule, value, _fields: bool(value),
    Ask.EMPTY: lambda _rule, value, _fields: not value,
    Ask.ALLOW: lambda rule, value, _fields: set(codes_of(value)) <= set(rule.value),
    Ask.BETWEEN: _is_between,
    Ask.WITHIN: _is_within,
}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "、".join(map(str, codes_of(value)))
