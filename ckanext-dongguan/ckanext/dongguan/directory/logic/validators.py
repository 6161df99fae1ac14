"""What the fields of the directory must be; each message names value, cause and remedy."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckanext.scheming.validation import scheming_validator

from ckanext.dongguan.schemas.codelists import load
from ckanext.dongguan.text.slug import slug

from .. import day, wording
from ..offer import NONE, Offer, held

Key = tuple[Any, ...]
Data = dict[Key, Any]
Field = dict[str, Any]
ValueValidator = Callable[[Any], Any]
KeyValidator = Callable[[Key, Data, dict[Key, list[str]], dict[str, Any]], None]


@scheming_validator
def dongguan_filled(field: Field, schema: dict[str, Any]) -> Any:
    """Demand a value where the field is required, else skip an empty one."""
    return tk.get_validator("not_empty" if field.get("required") else "ignore_empty")


@scheming_validator
def dongguan_code(field: Field, schema: dict[str, Any]) -> KeyValidator:
    """Accept a code of the field's list; a retired one stays with what was published."""

    def validate(key: Key, data: Data, errors: Any, context: dict[str, Any]) -> None:
        _check_codes([data[key]], field, key, context)

    return validate


@scheming_validator
def dongguan_code_list(field: Field, schema: dict[str, Any]) -> KeyValidator:
    """Accept any number of codes of the field's list; store them as JSON in list order."""

    def validate(key: Key, data: Data, errors: Any, context: dict[str, Any]) -> None:
        value = data[key]
        given = [] if value is tk.missing or not value else value
        if isinstance(given, str):
            given = json.loads(given) if given.startswith("[") else [given]
        _check_codes(given, field, key, context)
        codes = load(field["codelist"])
        data[key] = json.dumps([code.code for code in codes if code.code in given])

    return validate


def _check_codes(given: Any, field: Field, key: Key, context: dict[str, Any]) -> None:
    offer = Offer.of_field(field, _today())
    for code in given:
        # What is stored is asked for only where it matters.
        if offer.objection(code) and (bad := offer.objection(code, _stored(key, context))):
            raise tk.Invalid(wording.objection(bad, _shown(code), offer))


def _stored(key: Key, context: dict[str, Any]) -> frozenset[str]:
    """List the codes that the stored record holds in a field, anywhere in a repeated one."""
    entity = context.get("package") or context.get("group")
    if entity is None:
        return NONE
    if key[0] == "resources":
        return NONE.union(*(held(r.extras.get(key[-1])) for r in entity.resources))
    value = entity.extras.get(key[0])
    if len(key) == 1:
        return held(value)
    rows = json.loads(value) if value else []
    return NONE.union(*(held(row.get(key[-1])) for row in rows))


def dongguan_day(value: Any) -> str:
    """Accept a day as 2026-01-31 and store it so."""
    found = day.parse(value)
    if found is None:
        cause = tk._('"{value}" is not a day: write it as 2026-01-31.')
        raise tk.Invalid(str(cause).format(value=_shown(value)))
    return found.isoformat()


def dongguan_not_in_future(value: str) -> str:
    """Refuse a day after today (in the site's time zone) for what has been done."""
    if value > _today().isoformat():
        cause = tk._('"{value}" lies in the future: write the day on which it was done.')
        raise tk.Invalid(str(cause).format(value=_shown(value)))
    return value


def dongguan_not_before(start_field: str) -> KeyValidator:
    """Refuse an end that lies before the start in another field."""

    def validate(key: Key, data: Data, errors: Any, context: Any) -> None:
        start = day.parse(data.get((*key[:-1], start_field)))
        if start and data[key] < start.isoformat():
            cause = tk._('"{value}" lies before the beginning {start}: exchange the two.')
            raise tk.Invalid(str(cause).format(value=data[key], start=start.isoformat()))

    return validate


def dongguan_at_most(limit: int) -> ValueValidator:
    """Refuse text of more than so many characters; the index could not hold it."""

    def validate(value: str) -> str:
        if len(value) > limit:
            cause = tk._("{length} characters are too many: shorten to {limit}.")
            raise tk.Invalid(str(cause).format(length=len(value), limit=limit))
        return value

    return validate


def dongguan_true_or_false(value: Any) -> str:
    """Store yes and no as `true` and `false`."""
    return "true" if tk.asbool(value) else "false"


def dongguan_name_from_title(
    key: Key, data: Data, errors: Any, context: dict[str, Any]
) -> None:
    """Make the address of a new dataset from its title; never rewrite a given one."""
    # A set that is being checked holds names that no table knows yet.
    others = context.get("dongguan_taken_names")
    _name(key, data, context.get("package"), model.Package, others)


def dongguan_group_name_from_title(
    key: Key, data: Data, errors: Any, context: dict[str, Any]
) -> None:
    """Make the address of a new provider or theme from its title."""
    _name(key, data, context.get("group"), model.Group, None)


def _name(key: Key, data: Data, stored: Any, kind: Any, others: Collection[str] | None) -> None:
    value = data.get(key)
    title = data.get(("title",))
    if value is not tk.missing and value:
        if others is None and (stored is None or stored.name != value):
            _reserve(kind, str(value))
    elif stored is not None:
        data[key] = stored.name
    elif isinstance(title, str) and title:
        source_id = data.get(("source_id",)) or ""
        data[key] = slug(title, partial(_is_taken, kind, others), salt=str(source_id))
    else:
        # The title is what is missing, and it says so itself.
        raise tk.StopOnError


def _is_taken(kind: Any, others: Collection[str] | None, name: str) -> bool:
    if others is None:
        _reserve(kind, name)
    return name in (others or ()) or kind.by_name(name) is not None


def _reserve(kind: Any, name: str) -> None:
    """Let whoever wants the same address at this moment wait until we have written.

    Both would find it free, and the second would meet the database's own refusal. A set
    does not wait (its locks would fill the table of locks): it tries again.
    """
    key = sa.func.hashtextextended(f"{kind.__name__}\n{name}", 0)
    model.Session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def _today() -> date:
    return datetime.now(tk.h.get_display_timezone()).date()


def _shown(value: Any) -> str:
    text = str(value)
    return f"{text[:40]}…" if len(text) > 40 else text
