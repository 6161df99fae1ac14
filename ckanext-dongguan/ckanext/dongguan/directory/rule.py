"""The rules that schemas declare on their fields, without CKAN.

A field's key `rules` is a list; each entry asks one thing of the field, always or `when`
other fields are as it says (all of them): `filled`, `empty`, or one of the listed codes.
Inside a row the names mean fields of that row, `dataset.x` those of the dataset.

    need: true            the field is filled
    empty: true           the field is empty
    allow: [codes]        its codes are among these
    between: [low, high]  it is a whole number; with `decimals` digits and decimals (18,2)
    once: code            one row at most has the code
    unique: true          no two rows have the same value
    within: {after: day, months_of: field}
                          it is no later than the day and the months that the code of the
                          field gives (column `max_months` of its list)

`source` names document and clause, `mark` what of it could not be verified, `reason` says
in words why, where no `when` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ckanext.dongguan.schemas import dataset_type

FILLED, EMPTY = "filled", "empty"
OF_DATASET = "dataset."


class Ask(StrEnum):
    """What a rule asks of its field."""

    NEED = "need"
    EMPTY = "empty"
    ALLOW = "allow"
    BETWEEN = "between"
    ONCE = "once"
    UNIQUE = "unique"
    WITHIN = "within"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What another field must be: one of the codes, or filled, or empty."""

    field: str
    codes: tuple[str, ...]

    @property
    def is_of_dataset(self) -> bool:
        """Tell whether a row's rule reaches to the dataset here."""
        return self.field.startswith(OF_DATASET)

    @property
    def name(self) -> str:
        """Name the field without the reach."""
        return self.field.removeprefix(OF_DATASET)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of a field; `group` names the repeating field that holds it, or nothing."""

    group: str
    field: str
    ask: Ask
    value: Any
    decimals: bool = False
    when: tuple[Condition, ...] = ()
    source: str = ""
    reason: Mapping[str, str]


@cache
def of_type(name: str) -> tuple[Rule, ...]:
    """List the rules of a dataset type, read once.

    :raises LookupError: there is no type of that name
    """
    return read(dataset_type.load(name).declared)


def read(fields: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """List the rules of a schema's fields, those of their rows too, in their order.

    :raises ValueError: a rule asks for nothing, or for two things
    """
    return tuple(_of_fields(fields, ""))


def conditions(raw: Mapping[str, Any]) -> tuple[Condition, ...]:
    """Read conditions: a field's name and the code, codes or state that it must have."""
    return tuple(_condition(name, wanted) for name, wanted in raw.items())


def _of_fields(fields: Iterable[Mapping[str, Any]], group: str) -> Iterator[Rule]:
    for one in fields:
        yield from (_rule(raw, group, one["field_name"]) for raw in one.get("rules", ()))
        yield from _of_fields(one.get("repeating_subfields", ()), one["field_name"])


def _rule(raw: Mapping[str, Any], group: str, name: str) -> Rule:
    asked = [ask for ask in Ask if ask.value in raw]
    if len(asked) != 1:
        raise ValueError(f"a rule of {name} must ask one thing: {dict(raw)}")
    return Rule(
        group=group,
        field=name,
        ask=asked[0],
        value=raw[asked[0].value],
        decimals=bool(raw.get("decimals", False)),
        when=conditions(raw.get("when", {})),
        source=str(raw.get("source", "")),
        reason=raw.get("reason", {}),
    )


def _condition(name: str, wanted: Any) -> Condition:
    codes = (wanted,) if isinstance(wanted, str) else tuple(map(str, wanted))
    return Condition(field=name, codes=codes)
