"""Between the text of a cell and the value of a field, without CKAN."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from ckanext.dongguan.schemas.codelists import CodeList, load
from ckanext.dongguan.text import keyword

from .column import Column

SEPARATOR = re.compile(r"[、，,;；\n]+")
YES, NO = "是", "否"
_TRUTHS = {
    YES: "true",
    NO: "false",
    "true": "true",
    "false": "false",
    "1": "true",
    "0": "false",
}

Find = Callable[[str], str | None]


def value_of(text: str, column: Column, provider: Find) -> Any:
    """Read a cell; what cannot be read is given on as it is, for the field to refuse.

    `provider` finds the address of a department by any of its names.
    """
    match column.kind:
        case "code":
            return _code(load(column.codelist), text)
        case "codes":
            codes = load(column.codelist)
            return [_code(codes, one.strip()) for one in SEPARATOR.split(text) if one.strip()]
        case "keywords":
            return [{"name": word} for word in keyword.split(text)]
        case "provider":
            return provider(text) or text
        case "truth":
            return _TRUTHS.get(text.strip().lower(), text)
        case _:
            return text


def text_of(value: Any, column: Column) -> str:
    """Write a field's value so that reading the cell gives it back."""
    match column.kind:
        case "code":
            return _label(load(column.codelist), str(value))
        case "codes":
            codes = load(column.codelist)
            return "、".join(_label(codes, str(one)) for one in value)
        case "keywords":
            return _keywords([one["name"] for one in value])
        case "truth":
            return YES if str(value).lower() == "true" else NO
        case _:
            return str(value)


def _keywords(words: list[str]) -> str:
    text = ",".join(words)
    # A single keyword with a Chinese comma inside is not to be taken apart.
    return text if keyword.split(text) == tuple(words) else f"{text},"


def _code(codes: CodeList, text: str) -> str:
    found = codes.get(text) or codes.find(text)
    return found.code if found else text


def _label(codes: CodeList, code: str) -> str:
    """Write the label, unless it means another code or would be taken apart."""
    label = codes.label(code, "zh_Hans_CN")
    found = codes.find(label)
    is_sure = found is not None and found.code == code and not SEPARATOR.search(label)
    return label if is_sure else code


def field_of(column: Column, dataset: Mapping[str, Any]) -> Any:
    """Take a column's value from a dataset as `package_show` gives it."""
    name = {"tag_string": "tags"}.get(column.name, column.name)
    if column.kind == "provider":
        return (dataset.get("organization") or {}).get("title")
    return dataset.get(name)


def stated(values: Mapping[str, Any], column: Column) -> str:
    """Write what a dataset, or a row of it, has in a column; empty where it has nothing."""
    value = field_of(column, values)
    return "" if value in (None, "", []) else text_of(value, column)


def tidy(text: str) -> str:
    """Write a text as a cell of it is read: composed, and without blanks around it."""
    return unicodedata.normalize("NFC", text).strip()


def read(cell: Any) -> tuple[str, str]:
    """Read a cell as text; the second is the key of what is wrong with it, or empty."""
    value = getattr(cell, "value", None)
    if value is None:
        return "", ""
    kind = cell.data_type
    if kind in ("f", "e"):
        return str(value), "formula" if kind == "f" else "error_value"
    if isinstance(value, bool):
        return "是" if value else "否", ""
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else value.isoformat(" "), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tidy(str(value)), ""
