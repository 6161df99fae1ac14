"""Validators that look at several fields: rules, what a source left open, formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.scheming.validation import scheming_validator

from .. import breach_wording, file_format, refusal
from ..breach import breaches
from ..rule import Ask, of_type
from .reading import Data, Errors, Field, Key, Schema, Validator

ROW_LENGTH = 3
REST = "__extras"


@scheming_validator
def dongguan_rules(_field: Field, schema: Schema) -> Validator:
    """Hold the whole dataset to the rules that its schema declares."""
    rules = of_type(schema["dataset_type"])

    def validate(_key: Key, data: Data, errors: Errors, _context: Any) -> None:
        dataset = _nested(data)
        index = breach_wording.index(schema["dataset_fields"])
        for breach in breaches(rules, dataset):
            row = () if breach.row is None else (breach.rule.group, breach.row)
            place = (*row, breach.rule.field)
            # One sentence is enough for a field.
            if not errors.get(place):
                said = breach_wording.sentence(breach, index, dataset)
                errors.setdefault(place, []).append(said)
        for place, name in _unknown(data):
            field = index["", place[0]]
            errors.setdefault(place, []).append(refusal.said("unknown_subfield", field, name))

    return validate


def _nested(data: Data) -> dict[str, Any]:
    """Gather a validated dataset's values: texts, lists of codes, rows."""
    dataset: dict[str, Any] = {}
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    for key, value in data.items():
        if value is tk.missing or value is None:
            continue
        if len(key) == 1:
            dataset[key[0]] = json.loads(value) if _is_list(value) else value
        elif len(key) == ROW_LENGTH and key[0] not in {"extras", "tags", "resources"}:
            rows.setdefault(key[0], {}).setdefault(key[1], {})[key[2]] = value
    return dataset | {name: [found[n] for n in sorted(found)] for name, found in rows.items()}


def _is_list(value: Any) -> bool:
    return isinstance(value, str) and value.startswith('["') and value.endswith('"]')


def _unknown(data: Data) -> Iterator[tuple[Key, str]]:
    """List properties of rows that no schema knows, with their places."""
    for key, value in data.items():
        if len(key) == ROW_LENGTH and key[2] == REST and key[0] not in {"tags", "resources"}:
            yield from (((*key[:2], name), name) for name in value)


@scheming_validator
def dongguan_not_stated(field: Field, schema: Schema) -> Validator:
    """Accept names of fields that a rule needs; those filled meanwhile leave the list."""
    rules = of_type(schema["dataset_type"])
    asked = {rule.field for rule in rules if rule.ask is Ask.NEED and not rule.group}

    def validate(key: Key, data: Data, errors: Errors, _context: Any) -> None:
        value = data.get(key)
        names = json.loads(str(value)) if _is_list(value) else value
        if not isinstance(names, list):
            data.pop(key, None)
            raise tk.StopOnError
        strange = next((name for name in names if name not in asked), None)
        if strange is not None:
            errors[key].append(refusal.said("no_field_name", field, strange))
            raise tk.StopOnError
        left = [name for name in dict.fromkeys(names) if data.get((name,)) in _NOTHING]
        data[key] = json.dumps(left)

    return validate


_NOTHING: tuple[Any, ...] = (tk.missing, None, "", [], "[]")


@scheming_validator
def dongguan_file_or_link(field: Field, _schema: Schema) -> Validator:
    """Refuse a resource with neither file nor link: nobody could get anything from it."""

    def validate(key: Key, data: Data, errors: Errors, _context: Any) -> None:
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            errors[key].append(refusal.said("nothing_to_get", field))
            raise tk.StopOnError

    return validate


@scheming_validator
def dongguan_format_class(field: Field, _schema: Schema) -> Validator:
    """Take the class of a file's format from the format; refuse another."""

    def validate(key: Key, data: Data, errors: Errors, _context: Any) -> None:
        given, value = data.get((*key[:-1], "format")), data.get(key)
        wanted = file_format.class_of(given) if isinstance(given, str) else ""
        if not value or value is tk.missing:
            data[key] = wanted
        elif wanted and value != wanted:
            said = refusal.said("wrong_format_class", field, value, wanted=wanted, given=given)
            errors[key].append(said)
        if not data[key]:
            data.pop(key)
            raise tk.StopOnError

    return validate
