"""One part of a record, read by its map, without CKAN.

A part of a map (YAML) has up to four keys, each from our field to the platform's:

    fields: {ours: theirs}                          text, taken as it is
    codes:  {ours: {from: theirs, values: {1: our code}}}; with `unknown: name` a code
            that is not listed refuses no record: ours stays empty, theirs stands there
    lists:  the same, for several codes separated by commas
    rows:   {ours: {from: theirs, fields: …, codes: …}}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.dongguan.schemas.dataset_type import label_of

from .problem import RecordError

Record = Mapping[str, Any]
Part = Mapping[str, Any]


def read(part: Part, record: Record) -> dict[str, Any]:
    """Read what a part of a map names; what is empty there is left out here."""
    found: dict[str, Any] = {
        ours: text(record.get(theirs)) for ours, theirs in part.get("fields", {}).items()
    }
    for ours, how in part.get("codes", {}).items():
        value = record.get(how["from"])
        if "unknown" in how and text(value) and not _is_listed(how["values"], value):
            found[how["unknown"]] = text(value)
        else:
            found[ours] = _code(ours, how["values"], value)
    for ours, how in part.get("lists", {}).items():
        given = filter(None, text(record.get(how["from"])).split(","))
        found[ours] = [_code(ours, how["values"], one.strip()) for one in given]
    for ours, how in part.get("rows", {}).items():
        found[ours] = [read(how, row) for row in record.get(how["from"]) or ()]
    return {ours: value for ours, value in found.items() if value not in ("", [])}


def code(name: str, values: Mapping[Any, str], value: Any) -> str:
    """Put a platform's code into ours; raises RecordError for one that the map lacks."""
    if not _is_listed(values, value):
        label = label_of(name, "zh_Hans_CN")
        raise RecordError(
            f"“{label}”的代码“{text(value)}”不在该来源的代码对照表中",
            "请来源单位改用约定的代码；确是新代码的，请门户运行人员补充对照表", name,
        )  # fmt: skip
    return {str(theirs): ours for theirs, ours in values.items()}[str(value)]


def _is_listed(values: Mapping[Any, str], value: Any) -> bool:
    return str(value) in map(str, values)


def text(value: Any) -> str:
    """Write any value of a record as trimmed text, nothing for none."""
    return "" if value is None else str(value).strip()


def _code(name: str, values: Mapping[Any, str], value: Any) -> str:
    return code(name, values, value) if text(value) else ""
