"""One setting of a source as a person or a command gives it: read, or told what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any
from urllib.parse import SplitResult, urlsplit

import ckan.plugins.toolkit as tk

from ckanext.dongguan.harvesters.source import Option

# What no sensible source needs more of; bytes and seconds are far below.
MOST = {"shrink_percent": 100, "grace_days": 3650, "full_every_days": 3650,
        "calls_per_second": 1000, "tries": 20, "portion": 1000}  # fmt: skip
MOST_OF_ANY = 10**13
# Whole numbers of which none makes sense; without a portion or a try no run goes on.
MAY_BE_NONE = {"grace_days", "full_every_days", "most", "limit", "offset"}
MOST_OPTION = 1_000_000
LONGEST = {"name": 80, "title": 200, "schedule": 200, "credentials": 200, "config": 10_000}
LONGEST_OF_ANY = 1000
_WHOLE = re.compile(r"[0-9]{1,9}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class SettingError(ValueError):
    """A value that cannot be; the message is for whoever gave it."""


def short(value: Any) -> str:
    """Write a value into a message, whatever length it has."""
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def text(name: str, value: Any) -> str:
    """Read a text; raises SettingError."""
    read = str(value or "").strip()
    most = LONGEST.get(name, LONGEST_OF_ANY)
    if len(read) > most:
        raise SettingError(tk._("Write at most {most} characters.").format(most=most))
    if _UNPRINTABLE.search(read):
        raise SettingError(tk._("There is a control character in this text; write it anew."))
    return read


def split(address: str) -> SplitResult | None:
    """Take an address apart; nothing for what is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def number(name: str, value: Any, *, is_whole: bool) -> float:
    """Read a number; raises SettingError."""
    most = MOST.get(name, MOST_OF_ANY)
    least = 1 if is_whole and name not in MAY_BE_NONE else 0
    try:
        read = float(value)
    except (TypeError, ValueError, OverflowError):
        read = -1
    if not isfinite(read) or not least <= read <= most or (is_whole and read != int(read)):
        message = tk._("“{value}” is no number from {least} to {most}.")
        raise SettingError(message.format(value=short(value), least=least, most=most))
    return int(read) if is_whole else read


def names(value: Any) -> list[str]:
    """Read a list, or a text with spaces or commas between; raises SettingError."""
    if isinstance(value, str):
        return [one for one in re.split(r"[\s,，、;；]+", text("", value)) if one]
    if not isinstance(value, Sequence):
        raise SettingError(tk._("Write a list."))
    return [text("", one) for one in value]


def yes_no(value: Any) -> bool:
    """Read a yes or no; raises SettingError."""
    try:
        return bool(tk.asbool(value))
    except ValueError:
        message = tk._("“{value}” is neither yes nor no; write true or false.")
        raise SettingError(message.format(value=short(value))) from None


def typed(name: str, kind: str, value: Any) -> Any:
    """Read a setting whose dataclass says its type; raises SettingError."""
    if kind.startswith("tuple"):
        return names(value)
    if kind == "bool":
        return yes_no(value)
    if kind == "str":
        return text(name, value)
    return number(name, value, is_whole=kind == "int")


def option(asked: Option, value: Any) -> Any:
    """Read an option of a kind of source; raises SettingError."""
    if asked.kind == "yes_no":
        return yes_no(value)
    if asked.kind == "number":
        if not _WHOLE.fullmatch(str(value)) or not 0 < int(value) <= MOST_OPTION:
            message = tk._("“{value}” is no whole number from 1 to {most}.")
            raise SettingError(message.format(value=short(value), most=MOST_OPTION))
        return int(value)
    read = text(asked.name, value)
    if asked.kind == "choice" and read not in asked.choices:
        message = tk._("“{value}” is none of these: {choices}.")
        choices = "、".join(asked.choices)
        raise SettingError(message.format(value=short(value), choices=choices))
    return read


def mapping(value: Any) -> Mapping[str, Any]:
    """Read settings by name; raises SettingError."""
    if not isinstance(value, Mapping):
        raise SettingError(tk._("Write settings by name."))
    return value
