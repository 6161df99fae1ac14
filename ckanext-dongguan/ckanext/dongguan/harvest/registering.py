"""A source's record as a person gives it: checked before anything is stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.harvesters.limits import Limits
from ckanext.dongguan.harvesters.registry import Kind, maps_of
from ckanext.dongguan.harvesters.source import Option
from ckanext.dongguan.harvesters.window import Window
from ckanext.dongguan.jobs.schedule import ScheduleError, check_schedule
from ckanext.dongguan.schemas.dataset_type import load

from . import kinds, opening, setting
from .notice import Policy as Notify
from .sources import Policy

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HOST = re.compile(r"[\w.-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:]+\](:[0-9]{1,5})?")
TEXTS = ("title", "adapter", "address", "credentials", "owner_org")
LIMITS = {one.name: str(one.type) for one in fields(Limits)}
POLICY = {one.name: str(one.type) for one in fields(Policy)}
# What people may edit here beside the fields of the schema.
CORE = {"tags", "groups", "url", "version", "author_email", "maintainer", "maintainer_email"}
Errors = dict[str, list[str]]


def checked(data: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the row of a source.

    :raises tk.ValidationError: with the errors of all fields, options by their own names
    """
    errors: Errors = {}
    row = _known(before)
    for name in ("name", *(one for one in TEXTS if one in data)):
        with _noted(errors, name):
            row[name] = setting.text(name, data.get(name))
    row["system"] = str(data.get("system") or row.get("system") or row["name"])
    _check_words(row, errors)
    row["options"] = _options(row, data.get("options", row.get("options")), errors)
    _check_config(row, errors)
    row["limits"] = _settings("limits", data.get("limits", row.get("limits")), LIMITS, errors)
    row["rules"] = _settings("rules", data.get("rules", row.get("rules")), POLICY, errors)
    _check_hosts(row["limits"], errors)
    _check_kept(row["rules"], errors)
    _check_windows(row["rules"], errors)
    _check_notices(row["rules"], errors)
    _take_more(row, data, errors)
    if errors:
        raise tk.ValidationError(errors)
    return row


def _take_more(row: dict[str, Any], data: Mapping[str, Any], errors: Errors) -> None:
    """Take what is only changed when it is given."""
    if "opening" in data:
        row["opening"] = _opening(data["opening"], errors)
    if "schedule" in data:
        row["schedule"] = _schedule(data["schedule"], errors)
    if "is_active" in data:
        with _noted(errors, "is_active"):
            row["is_active"] = setting.yes_no(data["is_active"])


@contextmanager
def _noted(errors: Errors, name: str) -> Iterator[None]:
    """Keep what is wrong with a field, and go on to the next."""
    try:
        yield
    except setting.SettingError as problem:
        errors.setdefault(name, []).append(str(problem))


def _known(before: Mapping[str, Any] | None) -> dict[str, Any]:
    kept = (*TEXTS, "system", "options", "limits", "rules")
    return {k: before[k] for k in kept} if before else dict.fromkeys(("name", *TEXTS), "")


def _check_words(row: Mapping[str, Any], errors: Errors) -> None:
    if "name" not in errors and not NAME.fullmatch(row["name"]):
        errors["name"] = [tk._("Write lower-case letters, digits and hyphens only.")]
    for name in ("title", "address"):
        if not row[name]:
            errors.setdefault(name, [tk._("Missing value")])
    kind = kinds.known().get(row["adapter"])
    if kind is None:
        errors["adapter"] = [tk._("Choose one of the kinds of sources.")]
    elif row["address"]:
        with _noted(errors, "address"):
            _check_address(row["address"], kind)
    if row["owner_org"] and model.Group.get(row["owner_org"]) is None:
        errors["owner_org"] = [tk._("The portal has no such department.")]


def _check_address(address: str, kind: Kind) -> None:
    parts = setting.split(address)
    if parts and parts.password:
        raise setting.SettingError(tk._("Write no password into an address; it has a file."))
    # An account in the address of a web server would stand on pages and in logs.
    has_account = "http" in kind.schemes and "@" in (parts.netloc if parts else "")
    has_place = parts and (parts.path if parts.scheme == "file" else parts.hostname)
    if parts is None or parts.scheme not in kind.schemes or not has_place or has_account:
        known = "、".join(f"{one}://" for one in kind.schemes)
        message = tk._("Write an address that begins with {schemes}, without an account.")
        raise setting.SettingError(message.format(schemes=known))


def _options(row: Mapping[str, Any], given: Any, errors: Errors) -> dict[str, Any]:
    kind = kinds.known().get(row["adapter"])
    if kind is None:
        return {}
    choice = Option(name="map", kind="choice", choices=maps_of(kind))
    known = {option.name: option for option in (*kind.options, choice)}
    try:
        return _read_options(known, setting.mapping(given or {}), errors)
    except setting.SettingError as problem:
        errors["options"] = [str(problem)]
    return {}


def _read_options(
    known: Mapping[str, Option], given: Mapping[str, Any], errors: Errors
) -> dict[str, Any]:
    for name in sorted(set(given) - set(known)):
        message = tk._("This kind of source has no option “{name}”.").format(name=name)
        errors.setdefault("options", []).append(message)
    values = {}
    for name, option in known.items():
        value = given.get(name)
        if value is None or (value == "" and not option.may_be_empty):
            if option.is_required:
                errors[name] = [tk._("Missing value")]
            continue
        with _noted(errors, name):
            values[name] = setting.option(option, value)
    return values


def _check_config(row: Mapping[str, Any], errors: Errors) -> None:
    config = str(row["options"].get("config", ""))
    try:
        json.loads(config or "{}")
    except json.JSONDecodeError as error:
        message = tk._("This is no JSON: line {line}, column {column}.")
        errors["config"] = [message.format(line=error.lineno, column=error.colno)]
        return
    if problem := kinds.config_problem(row["adapter"], config):
        message = tk._("The harvester does not take these settings: {cause}")
        errors["config"] = [message.format(cause=problem)]


def _settings(
    place: str, given: Any, known: Mapping[str, str], errors: Errors
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    with _noted(errors, place):
        for name, value in setting.mapping(given or {}).items():
            if name not in known:
                message = tk._("There is no setting “{name}”.").format(name=name)
                errors.setdefault(place, []).append(message)
                continue
            with _noted(errors, name):
                values[name] = setting.typed(name, known[name], value)
    return values


def _check_hosts(limits: Mapping[str, Any], errors: Errors) -> None:
    for one in limits.get("hosts", ()):
        if not HOST.fullmatch(one):
            message = tk._("“{value}” is no host; write files.example.gov.cn or 10.1.2.3:8080.")
            errors.setdefault("hosts", []).append(message.format(value=setting.short(one)))


def _check_kept(rules: Mapping[str, Any], errors: Errors) -> None:
    unknown = set(rules.get("kept_fields", ())) - CORE - set(load("dataset").fields)
    for one in sorted(unknown):
        message = tk._("A dataset has no field “{name}”; write names as title, notes, tags.")
        errors.setdefault("kept_fields", []).append(message.format(name=setting.short(one)))


def _check_windows(rules: Mapping[str, Any], errors: Errors) -> None:
    for one in rules.get("windows", ()):
        try:
            Window.read(one)
        except ValueError:
            message = tk._("“{text}” is no span of time; write 22:00-06:00.")
            errors.setdefault("windows", []).append(message.format(text=setting.short(one)))


def _check_notices(rules: Mapping[str, Any], errors: Errors) -> None:
    if rules.get("notify", Notify.FAILED) not in list(Notify):
        errors["notify"] = [tk._("Choose when notices are sent.")]
    for name in rules.get("notify_to", ()):
        # A name, not an address: whose mail goes where is the account's own matter.
        if model.User.get(name) is None:
            message = tk._("There is no account “{name}”.").format(name=setting.short(name))
            errors.setdefault("notify_to", []).append(message)


def _opening(given: Any, errors: Errors) -> dict[str, str] | None:
    try:
        return opening.read(given) if given else None
    except tk.ValidationError as error:
        errors.update(error.error_dict)
    return None


def leads_elsewhere(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether a change sends the portal to another place than was approved."""
    if any(before[name] != after[name] for name in ("adapter", "address", "system")):
        return True
    places = ("hosts", "private")
    return any(
        (before["limits"].get(n) or None) != (after["limits"].get(n) or None) for n in places
    )


def _schedule(given: Any, errors: Errors) -> str | None:
    text = ""
    with _noted(errors, "schedule"):
        text = setting.text("schedule", given)
        try:
            if text:
                check_schedule(text)
        except ScheduleError:
            message = tk._("“{schedule}” is no time. Write five fields as in cron: 30 2 * * *")
            raise setting.SettingError(message.format(schedule=setting.short(text))) from None
    return text or None
