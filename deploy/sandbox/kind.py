"""What kind of resource an item is, and what the platform says of each kind besides."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from .chance import between, pick
from .item import Item
from .scale import World
from .vocabulary import settings

# An item is of a kind because of its first column.
_NOTICE, _PERMIT, _PENALTY = "文号", "行政许可决定文书号", "行政处罚决定书文号"
_STATISTICS_OFFICE = "dg-tjj"
_REAL_TIME = 1
_WITHHELD = 3


class Kind(IntEnum):
    """The platform's `resType`."""

    DATA = 1
    STATISTICS = 2
    CREDIT = 3
    INTERFACE = 4
    DOCUMENT = 5


def kind(entry: Item) -> Kind:
    """Tell what kind of resource an item is."""
    first = entry.columns[0].name
    if first == _NOTICE:
        return Kind.DOCUMENT
    if first in {_PERMIT, _PENALTY}:
        return Kind.CREDIT
    if entry.cycle == _REAL_TIME and entry.opening.open != _WITHHELD:
        return Kind.INTERFACE
    issues = entry.slot.entry.department == _STATISTICS_OFFICE and entry.columns[-1].unit
    return Kind.STATISTICS if issues else Kind.DATA


def extension(world: World, entry: Item) -> dict[str, Any]:
    """Return what the platform says of an item's kind: its `extend`."""
    match kind(entry):
        case Kind.STATISTICS:
            return _statistics(world, entry)
        case Kind.CREDIT:
            return _credit(entry)
        case Kind.INTERFACE:
            return _interface(world, entry)
        case Kind.DOCUMENT:
            return _document(world, entry)
    return {}


def _statistics(world: World, entry: Item) -> dict[str, Any]:
    texts = settings()["statistics"]
    measure = next(column for column in entry.columns if column.unit)
    return {
        "indicatorName": entry.slot.entry.title,
        "indicatorMeaning": texts["meaning"].format(name=measure.name),
        "indicatorUnit": measure.unit,
        "statPeriod": _period(entry),
        "statAxes": "town" if entry.columns[0].kind == "town" else "period",
        "calcMethod": texts["calculation"],
        "surveyScope": texts["scope"],
        "surveyMethod": 1,
        "coverage": texts["coverage"],
        "hideRule": texts["hiding"],
        "minUnits": 3,
        "surveyKind": 1,
        "formNo": f"{pick(texts['forms'], world.seed, 'form', entry.number)}",
        "formAuthority": texts["authority"],
        "approvalNo": texts["approval"],
        "validTo": texts["valid_to"],
    }


def _period(entry: Item) -> str:
    cut = entry.slot
    if cut.quarter:
        return f"{cut.year}年第{cut.quarter}季度"
    if cut.month:
        return f"{cut.year}年{cut.month}月"
    return f"{cut.year}年" if cut.year else f"{entry.updated_at.year - 1}年"


def _credit(entry: Item) -> dict[str, Any]:
    texts, is_penalty = settings()["credit"], entry.columns[0].name == _PENALTY
    return {
        "pubKind": 2 if is_penalty else 1,
        "subjectTypes": "1,2",
        "authorityName": entry.office.name,
        "pubBasis": texts["basis"],
        "decideDate": entry.updated_at.date().isoformat(),
        "pubTerm": texts["penalty_term" if is_penalty else "permit_term"],
    }


def _interface(world: World, entry: Item) -> dict[str, Any]:
    texts = settings()["interface"]
    first = entry.columns[0]
    return {
        "protocol": 1,
        "authMode": 2,
        "respFormat": "JSON",
        "minuteLimit": pick((60, 120, 300), world.seed, "limit", entry.number),
        "dayLimit": 10_000,
        "rowLimit": 1_000,
        "contactOffice": texts["contact"],
        "contactPhone": "0769-22830000",
        "opList": [
            {"opName": name, "opMethod": "GET", "opPath": path, "opDesc": note}
            for name, path, note in texts["operations"]
        ],
        "paramList": [
            {"paName": "pageNo", "paOp": texts["operations"][0][0], "paIn": "query",
             "paType": "I", "paRequired": 0, "paDesc": texts["page"]},
            {"paName": first.name_en or "key", "paOp": texts["operations"][1][0],
             "paIn": "query", "paType": first.type, "paRequired": 1, "paDesc": first.name},
        ],
    }  # fmt: skip


def _document(world: World, entry: Item) -> dict[str, Any]:
    year = entry.published_on.year
    number = between(1, 180, world.seed, "document", entry.number)
    return {
        "docKind": 6 if "公报" in entry.title else 1,
        "docNo": f"{settings()['document']['mark']}〔{year}〕{number}号",
        "docIssuer": entry.office.name,
        "docDate": entry.published_on.isoformat(),
        "pages": between(1, 40, world.seed, "pages", entry.number),
        "textLayer": pick((1, 1, 1, 3), world.seed, "text", entry.number),
    }
