"""A planned item as somebody wants it, read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.clock import today
from ckanext.dongguan.directory.day import parse
from ckanext.dongguan.schemas.codelists import load
from ckanext.dongguan.text.line import one_line

from ..item import PlanItem

LONGEST = {"title": 200, "title_en": 300, "note": 500, "essential": 60, "place": 20}
FIELDS = (
    "year", "title", "title_en", "organization", "due_on", "done_on", "dataset", "essential",
    "place", "is_priority", "high_value", "note",
)  # fmt: skip
_FIRST, _LAST = 2000, 2100
_YEAR = re.compile(r"\d{4}", re.ASCII)
Errors = dict[str, list[str]]


def read(given: Mapping[str, Any], earlier: PlanItem | None = None) -> PlanItem:
    """Read an item; of an earlier one what is not given stays, and is not read again.

    :raises ValidationError: with a sentence for each field that is wrong
    """
    errors: Errors = {}

    def take(name: str, reader: Callable[[str], Any]) -> Any:
        value = given.get(name)
        text = str(value if value is not None else "").strip()
        try:
            return reader(text)
        except ValueError as error:
            errors[name] = [str(error)]
            return None

    names = FIELDS if earlier is None else [name for name in FIELDS if name in given]
    read_fields = vars(earlier).copy() if earlier else {}
    read_fields |= {name: take(name, _READERS.get(name, _text(name))) for name in names}
    _compare(read_fields, errors)
    if errors:
        raise tk.ValidationError(errors)
    return PlanItem(**read_fields)


def _compare(fields: dict[str, Any], errors: Errors) -> None:
    due = fields["due_on"]
    if fields["year"] is None and "year" not in errors and due:
        fields["year"] = due.year
    if due and fields["year"] and due.year != fields["year"]:
        errors["due_on"] = [tk._("The day lies outside the year of the plan: correct one.")]
    if not fields["title"] and "title" not in errors:
        errors["title"] = [tk._("Missing value")]


def _text(name: str) -> Callable[[str], str]:
    def read_text(text: str) -> str:
        most, line = LONGEST[name], one_line(text)
        if len(line) > most:
            raise ValueError(tk._("At most {number} characters.").format(number=most))
        return line

    return read_text


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (_YEAR.fullmatch(text) and _FIRST <= int(text) <= _LAST):
        raise ValueError(tk._("Write the year in four digits, for example 2026."))
    return int(text)


def _day(text: str) -> date:
    day = parse(text)
    if day is None:
        raise ValueError(tk._("Write the day as 2026-01-31."))
    return day


def _past_day(text: str) -> date | None:
    day = _day(text) if text else None
    if day and day > today():
        raise ValueError(tk._("The day has not come yet: leave it empty until it is done."))
    return day


def _organization(text: str) -> str:
    group = model.Group.get(text) if text else None
    if group is None and text:
        group = _by_name(text)
    if group is None or not group.is_organization or group.state != "active":
        raise ValueError(tk._("There is no such department: choose one from the list."))
    return str(group.id)


def _by_name(text: str) -> Any:
    try:
        found = tk.get_action("dongguan_provider_find")({"user": ""}, {"name": text})
    except tk.ObjectNotFound:
        return None
    return model.Group.get(found["name"])


def _dataset(text: str) -> str | None:
    if not text:
        return None
    # The last part of an address of a page is an address too.
    package = model.Package.get(text.rstrip("/").rpartition("/")[2])
    if package is None or package.state != "active":
        raise ValueError(tk._("There is no such dataset: copy the address of its page."))
    return str(package.id)


def _truth(text: str) -> bool:
    if text.lower() not in {"", "true", "false", "on", "是", "否", "1", "0"}:
        raise ValueError(tk._("Write yes or no."))
    return text.lower() in {"true", "on", "是", "1"}


def _high_value(text: str) -> str:
    found = load("high_value").get(text) or load("high_value").find(text) if text else None
    if text and found is None:
        raise ValueError(tk._("There is no such category: see the code list high_value."))
    return found.code if found else ""


_READERS: dict[str, Callable[[str], Any]] = {
    "year": _year, "organization": _organization, "due_on": _day, "done_on": _past_day,
    "dataset": _dataset, "is_priority": _truth, "high_value": _high_value,
}  # fmt: skip
