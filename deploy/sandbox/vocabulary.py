"""The words a sandbox is made of, read from the data files beside this module."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent / "data"
_CODELISTS = Path(__file__).parents[2] / "schemas" / "codelists"


@dataclass(frozen=True, kw_only=True)
class Office:
    """A unit that issues items: a department, or the government of a town or park."""

    code: str
    name: str
    short_name: str
    kind: str
    area_code: str
    slug: str


@dataclass(frozen=True, kw_only=True)
class Town:
    """A town, subdistrict or park: 9-digit statistical code, and its seat in WGS-84 degrees."""

    code: str
    name: str
    government: str
    longitude: float
    latitude: float


@dataclass(frozen=True, kw_only=True)
class Column:
    """One information item; `kind` names how its values are made."""

    name: str
    name_en: str
    type: str
    length: str
    kind: str
    unit: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a department issues, before it is cut by town, year or month."""

    department: str
    title: str
    theme: str
    cycle: str
    scope: str
    columns: tuple[Column, ...]
    thing: str
    keywords: tuple[str, ...]
    open: str
    abstract: str


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _departments() -> list[dict[str, str]]:
    """Return today's units; what was renamed or merged away has an end."""
    return [row for row in _rows(_CODELISTS / "departments.csv") if not row["valid_to"]]


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """Return code values, first day, texts of decisions and conditions."""
    return _yaml("settings.yaml")


@lru_cache(maxsize=1)
def words() -> dict[str, list[str]]:
    """Return the word lists that names and addresses are made of."""
    return _yaml("words.yaml")


def _yaml(name: str) -> dict[str, Any]:
    data = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    assert isinstance(data, dict)  # noqa: S101 - our own file
    return data


def first_day() -> date:
    """Return the date of day 0."""
    return date.fromisoformat(str(settings()["first_day"]))


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """Return the 33 towns, subdistricts and parks that the city's reports list."""
    governments = {row["town"]: row["label_zh"] for row in _departments()}
    return tuple(
        Town(
            code=row["code"],
            name=row["label_zh"],
            government=governments[row["code"]],
            longitude=float(row["longitude"]),
            latitude=float(row["latitude"]),
        )
        for row in _rows(_CODELISTS / "towns.csv")
        if row["is_reporting_unit"] == "1"
    )


@lru_cache(maxsize=1)
def offices() -> dict[str, Office]:
    """Return every issuing unit by slug (departments) or area code (towns)."""
    found: dict[str, Office] = {}
    kinds = {row["code"]: row["label_zh"] for row in _rows(_CODELISTS / "provider_class.csv")}
    departments = (row for row in _departments() if not row["town"])
    for number, row in enumerate(departments, start=1):
        found[row["code"]] = Office(
            code=f"29{number:03d}", name=row["label_zh"], short_name=row["short_zh"],
            kind=kinds[row["class"]], area_code="441900", slug=row["code"],
        )  # fmt: skip
    for number, town in enumerate(towns(), start=501):
        found[town.code] = Office(
            code=f"29{number:03d}", name=town.government, short_name=town.name,
            kind="镇街" if town.name[-1] in "镇道" else "园区", area_code=town.code,
            slug=town.code,
        )  # fmt: skip
    return found


@lru_cache(maxsize=1)
def profiles() -> dict[str, tuple[Column, ...]]:
    """Return the column sets that entries build on, by name."""
    return {
        name: tuple(_column(text) for text in lines)
        for name, lines in _yaml("profiles.yaml").items()
    }


def _column(text: str) -> Column:
    """Read `name|english|type|length|kind|unit|note`; the end may be left off."""
    parts = [*text.split("|"), *[""] * 7]
    name, name_en, kind_type, length, kind, unit, note = parts[:7]
    return Column(
        name=name, name_en=name_en, type=kind_type, length=length, kind=kind, unit=unit,
        note=note,
    )  # fmt: skip


def _extra(text: str) -> Column:
    """Read `name:kind` or `name[unit]:kind`; type and length follow from the kind."""
    label, kind = text.split(":", 1)
    name, _, unit = label.rstrip("]").partition("[")
    types: dict[str, list[str]] = settings()["kind_types"]
    type_, length = types.get(kind.split("(")[0], ["C", "64"])
    return Column(
        name=name, name_en="", type=type_, length=length, kind=kind, unit=unit, note=""
    )


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Return everything the departments issue, in the order of the data file."""
    return tuple(_entry(row) for row in _rows(_HERE / "items.csv"))


def _entry(row: dict[str, str]) -> Entry:
    extra = tuple(_extra(text) for text in row["extra"].split(";") if text)
    return Entry(
        department=row["department"], title=row["title"], theme=row["theme"],
        cycle=row["cycle"], scope=row["scope"],
        columns=profiles()[row["profile"]] + extra, thing=row["thing"],
        keywords=tuple(row["keywords"].split("|")), open=row["open"],
        abstract=row["abstract"],
    )  # fmt: skip
