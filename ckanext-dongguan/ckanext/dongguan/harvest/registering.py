"""A source's record as a person gives it: checked before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.harvesters.limits import Limits
from ckanext.dongguan.harvesters.opening import RECORD_FIELDS
from ckanext.dongguan.harvesters.source import Option
from ckanext.dongguan.harvesters.window import Window
from ckanext.dongguan.jobs.schedule import ScheduleError, check_schedule

from . import kinds
from .notice import Policy as Notify
from .sources import Policy

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TEXTS = ("title", "adapter", "address", "credentials", "owner_org")
LIMITS = {one.name: one.type for one in fields(Limits)}
POLICY = {one.name: one.type for one in fields(Policy)}


def checked(data: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the row of a source.

    :raises tk.ValidationError: with the errors of all fields
    """
    errors: dict[str, list[str]] = {}
    row = {**_known(before), **{k: str(data[k] or "").strip() for k in TEXTS if k in data}}
    row["name"] = str(data.get("name") or "").strip()
    row["system"] = str(data.get("system") or row.get("system") or row["name"])
    _check_words(row, errors)
    row["options"] = _options(row, data.get("options", row.get("options") or {}), errors)
    if problem := kinds.config_problem(row["adapter"], str(row["options"].get("config", ""))):
        errors.setdefault("options", []).append(problem)
    row["limits"] = _numbers("limits", data.get("limits", row.get("limits")), LIMITS, errors)
    row["rules"] = _numbers("rules", data.get("rules", row.get("rules")), POLICY, errors)
    _check_windows(row["rules"], errors)
    _check_notices(row["rules"], errors)
    if "opening" in data:
        row["opening"] = _opening(data["opening"], errors)
    if "schedule" in data:
        row["schedule"] = _schedule(data["schedule"], errors)
    if "is_active" in data:
        row["is_active"] = tk.asbool(data["is_active"])
    if errors:
        raise tk.ValidationError(errors)
    return row


def _known(before: Mapping[str, Any] | None) -> dict[str, Any]:
    kept = (*TEXTS, "system", "options", "limits", "rules")
    return {k: before[k] for k in kept} if before else dict.fromkeys(TEXTS, "")


def _check_words(row: dict[str, Any], errors: dict[str, list[str]]) -> None:
    if not NAME.fullmatch(row["name"]):
        errors["name"] = [tk._("Write lower-case letters, digits and hyphens only.")]
    if not row["title"]:
        errors["title"] = [tk._("Missing value")]
    kind = kinds.known().get(row["adapter"])
    if kind is None:
        errors["adapter"] = [tk._("Choose one of the kinds of sources.")]
    elif kind.is_web and not _is_web(row["address"]):
        errors["address"] = [tk._("Write the address with http:// or https://.")]
    if urlsplit(row["address"]).password:
        errors["address"] = [tk._("Write no password into an address; it has a file.")]
    if not row["address"]:
        errors["address"] = [tk._("Missing value")]
    if row["owner_org"] and model.Group.get(row["owner_org"]) is None:
        errors["owner_org"] = [tk._("The portal has no such department.")]


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    # A password in an address would stand on pages and in logs.
    return parts.scheme in ("http", "https") and bool(parts.netloc) and "@" not in parts.netloc


def _options(
    row: Mapping[str, Any], given: Any, errors: dict[str, list[str]]
) -> dict[str, Any]:
    kind = kinds.known().get(row["adapter"])
    if kind is None or not isinstance(given, Mapping):
        return {}
    known = {option.name: option for option in kind.options}
    unknown = sorted(set(given) - set(known) - {"map"})
    if unknown:
        message = tk._("This kind of source has no option “{name}”.")
        errors["options"] = [message.format(name=name) for name in unknown]
    values = {}
    for name, option in known.items():
        value = given.get(name)
        if value in (None, "") and option.is_required:
            errors.setdefault("options", []).append(f"{option.label}：{tk._('Missing value')}")
        elif value not in (None, ""):
            values[name] = _value(option, value, errors)
    return values | ({"map": given["map"]} if given.get("map") else {})


def _value(option: Option, value: Any, errors: dict[str, list[str]]) -> Any:
    wrong = f"{option.label}：{tk._('This value is not possible here.')}"
    if option.kind == "number":
        if str(value).isdigit() and int(value) > 0:
            return int(value)
        errors.setdefault("options", []).append(wrong)
    if option.kind == "choice" and value not in option.choices:
        errors.setdefault("options", []).append(wrong)
    return tk.asbool(value) if option.kind == "yes_no" else value


def _numbers(
    place: str, given: Any, known: Mapping[str, Any], errors: dict[str, list[str]]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in (given or {}).items():
        if name not in known:
            message = tk._("There is no setting “{name}”.")
            errors.setdefault(place, []).append(message.format(name=name))
            continue
        try:
            values[name] = _typed(str(known[name]), value)
        except (TypeError, ValueError):
            message = tk._("“{value}” is not possible for {name}.")
            errors.setdefault(place, []).append(message.format(value=value, name=name))
    return values


def _typed(kind: str, value: Any) -> Any:
    if kind.startswith("tuple"):
        parts = re.split(r"[\s,，、]+", value) if isinstance(value, str) else value
        return [str(one) for one in parts if str(one)]
    if kind == "bool":
        return tk.asbool(value)
    if kind == "str":
        return str(value)
    number = float(value)
    if number < 0:
        raise ValueError(value)
    return int(number) if kind == "int" else number


def _check_windows(rules: Mapping[str, Any], errors: dict[str, list[str]]) -> None:
    for one in rules.get("windows", ()):
        try:
            Window.read(one)
        except ValueError:
            message = tk._("“{text}” is no span of time; write 22:00-06:00.")
            errors.setdefault("rules", []).append(message.format(text=one))


def _check_notices(rules: Mapping[str, Any], errors: dict[str, list[str]]) -> None:
    if rules.get("notify", Notify.FAILED) not in list(Notify):
        message = tk._("Choose when notices are sent.")
        errors.setdefault("rules", []).append(message)
    for name in rules.get("notify_to", ()):
        # A name, not an address: whose mail goes where is the account's own matter.
        if model.User.get(name) is None:
            message = tk._("There is no account “{name}”.")
            errors.setdefault("rules", []).append(message.format(name=name))


def _opening(given: Any, errors: dict[str, list[str]]) -> dict[str, str] | None:
    if not given:
        return None
    try:
        return opening_record(given)
    except tk.ValidationError as error:
        errors.update(error.error_dict)
    return None


def opening_record(given: Mapping[str, Any]) -> dict[str, str]:
    """Read an opening record; raises ValidationError for one that is not complete."""
    record = {k: str(given.get(k) or "").strip() for k in RECORD_FIELDS}
    if not all(record.values()):
        message = tk._(
            "An opening record names decision and secrecy review: by whom, when, on what basis."
        )
        raise tk.ValidationError({"opening": [message]})
    covered = str(given.get("open_class") or "").strip()
    return {**record, **({"open_class": covered} if covered else {})}


def leads_elsewhere(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether a change sends the portal to another place than was approved."""
    if any(before[name] != after[name] for name in ("adapter", "address", "system")):
        return True
    places = ("hosts", "private")
    return any(before["limits"].get(n) != after["limits"].get(n) for n in places)


def _schedule(given: Any, errors: dict[str, list[str]]) -> str | None:
    text = str(given or "").strip()
    try:
        if text:
            check_schedule(text)
    except ScheduleError:
        message = tk._("“{schedule}” is no time. Write five fields as in cron: 30 2 * * *")
        errors["schedule"] = [message.format(schedule=text)]
    return text or None
