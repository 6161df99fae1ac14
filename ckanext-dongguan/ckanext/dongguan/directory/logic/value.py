"""Validators of texts, codes, days, periods and numbers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.scheming.validation import scheming_validator

from ckanext.dongguan.clock import today
from ckanext.dongguan.text.line import can_be_kept

from .. import day, period, refusal
from ..offer import NONE, Objection, Offer, held
from .reading import Data, Errors, Field, Key, Schema, Validator, reading

_DIGITS = re.compile(r"\d{1,15}", re.ASCII)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LENGTH = re.compile(r"\d{1,6}(?:,\d{1,4})?", re.ASCII)


@scheming_validator
def dongguan_filled(field: Field, _schema: Schema) -> Validator:
    """Demand a value where the field is required, else skip an empty one."""

    def validate(key: Key, data: Data, errors: Errors, _context: Any) -> None:
        if errors[key]:
            raise tk.StopOnError
        if not _is_empty(data.get(key)):
            return
        if field.get("required"):
            errors[key].append(refusal.said("missing", field))
        else:
            data.pop(key, None)
        raise tk.StopOnError

    return validate


def _is_empty(value: Any) -> bool:
    return value is tk.missing or value in (None, "", [], {}) or not str(value).strip()


@reading
def dongguan_clean(field: Field, value: Any) -> str:
    """Compose a text's characters, end its lines alike, trim it; refuse what cannot be kept."""
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if not can_be_kept(text):
        raise tk.Invalid(refusal.said("unstorable", field, text))
    return text.strip()


def dongguan_at_most(limit: int) -> Any:
    """Refuse text of more than so many characters; the index could not hold it."""

    def read(field: Field, value: str) -> str:
        if len(value) > limit:
            raise tk.Invalid(refusal.said("too_long", field, length=len(value), limit=limit))
        return value

    return reading(read)


@scheming_validator
def dongguan_code(field: Field, _schema: Schema) -> Validator:
    """Accept a code of the field's list; a retired one stays with what was published."""
    offer = Offer.of_field(field, today())

    def validate(key: Key, data: Data, errors: Errors, context: Any) -> None:
        try:
            data[key] = _known(field, offer, data[key], _Place(key, context))
        except tk.Invalid as refused:
            errors[key].append(refused.error)
            raise tk.StopOnError from refused

    return validate


@scheming_validator
def dongguan_code_list(field: Field, _schema: Schema) -> Validator:
    """Accept any number of codes of the field's list; store them as JSON in list order."""
    offer = Offer.of_field(field, today())

    def validate(key: Key, data: Data, errors: Errors, context: Any) -> None:
        try:
            given = _several(field, data[key])
            wanted = {_known(field, offer, code, _Place(key, context)) for code in given}
        except tk.Invalid as refused:
            errors[key].append(refused.error)
            raise tk.StopOnError from refused
        if not wanted:
            data.pop(key, None)
            raise tk.StopOnError
        kept = [code.code for code in offer.codes if code.code in wanted]
        data[key] = json.dumps(kept)

    return validate


@dataclass(frozen=True)
class _Place:
    """Where a code stands; what is stored there is asked for only where it matters."""

    key: Key
    context: Mapping[str, Any]

    @property
    def held(self) -> frozenset[str]:
        """List the codes that the stored record holds, anywhere in a repeated field."""
        entity = self.context.get("package") or self.context.get("group")
        if entity is None:
            return NONE
        if self.key[0] == "resources":
            return NONE.union(*(held(r.extras.get(self.key[-1])) for r in entity.resources))
        value = entity.extras.get(self.key[0])
        if len(self.key) == 1:
            return held(value)
        rows = json.loads(value) if value else []
        return NONE.union(*(held(row.get(self.key[-1])) for row in rows))


def _known(field: Field, offer: Offer, value: Any, place: _Place) -> str:
    code = str(value).lower() if isinstance(value, bool) else value
    if offer.objection(code) and (bad := offer.objection(code, place.held)):
        raise tk.Invalid(refusal.objection(field, value, bad, offer))
    return str(code)


def _several(field: Field, value: Any) -> list[Any]:
    given = [] if value is tk.missing or not value else value
    if isinstance(given, str):
        try:
            given = json.loads(given) if given.startswith("[") else [given]
        except ValueError:
            given = None
    if not isinstance(given, list):
        raise tk.Invalid(refusal.said("no_list", field))
    return [code for code in given if code != ""]


@reading
def dongguan_day(field: Field, value: Any) -> str:
    """Accept a day as people write it and store it as 2026-01-31."""
    found = day.parse(value)
    if found is None:
        raise tk.Invalid(refusal.no_day(field, value))
    return found.isoformat()


@reading
def dongguan_not_in_future(field: Field, value: str) -> str:
    """Refuse a day after today (in the site's time zone) for what has been done."""
    if value > today().isoformat():
        raise tk.Invalid(refusal.said("future", field, value))
    return value


def dongguan_not_before(start_field: str) -> Any:
    """Refuse an end that lies before the start in another field."""

    @scheming_validator
    def make(field: Field, _schema: Schema) -> Validator:
        def validate(key: Key, data: Data, errors: Errors, _context: Any) -> None:
            # The start stands here as it was sent: fields are checked by the alphabet.
            start = data.get((*key[:-1], start_field))
            begun = period.parse(start) if isinstance(start, str) else None
            if begun and data[key] < begun.start.isoformat():
                said = refusal.said(
                    "before_start", field, data[key], start=begun.start.isoformat()
                )
                errors[key].append(said)

        return validate

    return make


def _period(field: Field, value: Any) -> period.Period:
    found = period.parse(str(value))
    if found is None:
        lacks_year = period.lacks_year(str(value))
        raise tk.Invalid(refusal.said("no_year" if lacks_year else "no_period", field, value))
    return found


@reading
def dongguan_period(field: Field, value: Any) -> str:
    """Accept a day, month, quarter, half-year, year or range; store its shortest form."""
    return str(_period(field, value))


@reading
def dongguan_period_start(field: Field, value: Any) -> str:
    """Accept a period; store its first day."""
    return _period(field, value).start.isoformat()


@reading
def dongguan_period_end(field: Field, value: Any) -> str:
    """Accept a period; store its last day."""
    return _period(field, value).end.isoformat()


def dongguan_whole_number(low: int) -> Any:
    """Accept a whole number from `low` on, with full-width digits or thousands separated."""

    def read(field: Field, value: Any) -> str:
        text = _GROUPED.sub("", unicodedata.normalize("NFKC", str(value)).strip())
        if not _DIGITS.fullmatch(text) or int(text) < low:
            raise tk.Invalid(refusal.said("no_number", field, value, low=low))
        return str(int(text))

    return reading(read)


@reading
def dongguan_length(field: Field, value: Any) -> str:
    """Accept the length of a data item: `50`, or digits and decimals `18,2`."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))
    if not _LENGTH.fullmatch(text):
        raise tk.Invalid(refusal.said("no_length", field, value))
    return text


@reading
def dongguan_true_or_false(field: Field, value: Any) -> str:
    """Store yes and no as `true` and `false`."""
    try:
        return "true" if tk.asbool(value) else "false"
    except ValueError:
        offer = Offer.of_field({"codelist": "yes_no"}, today())
        said = refusal.objection(field, value, Objection.UNKNOWN, offer)
        raise tk.Invalid(said) from None
