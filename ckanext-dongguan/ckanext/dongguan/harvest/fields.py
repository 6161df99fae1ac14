"""The fields of a source's form as they are shown: grouped, named, with hint and error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.harvesters.registry import Kind
from ckanext.dongguan.harvesters.source import Option
from ckanext.dongguan.language import said

from . import form, kinds, wording

Shown = dict[str, Any]


def chosen_from() -> list[Shown]:
    """List the kinds of sources for a person who is about to register one."""
    abouts = {name: said(wording.of_kind(name)["about"]) for name in kinds.known()}
    return [{"name": n, "title": kinds.title(n), "about": about} for n, about in abouts.items()]


def groups(
    adapter: str, values: Mapping[str, Any], errors: Mapping[str, Any], *, is_new: bool
) -> list[Shown]:
    """Group the fields that apply to a kind, with what was written and what is wrong."""
    shown = []
    for group in wording.form()["groups"]:
        fields = [
            {**one, "value": values.get(one["name"], ""), "error": errors.get(one["key"])}
            for name in group["fields"]
            for one in _fields(name, kinds.known()[adapter], is_new=is_new)
        ]
        shown.append({"label": said(group["label"]), "fields": fields})
    return [group for group in shown if group["fields"]]


def _fields(name: str, kind: Kind, *, is_new: bool) -> Iterator[Shown]:
    words = wording.of_kind(kind.name)
    unknown = {*words.get("without", ()), "is_active" if is_new else "name"}
    if name == "options":
        yield from map(_option, form.options(kind))
    elif name not in unknown and (name != "credentials" or "credentials" in words):
        told = wording.form()["fields"][name]
        hint = told.get("help") or words[name]
        yield {
            "name": name, "key": name, "label": said(told["label"]), "help": said(hint),
            "kind": told.get("kind", "text"), "placeholder": told.get("placeholder", ""),
            "is_required": told.get("is_required", False), "choices": _choices(name),
        }  # fmt: skip


def _choices(name: str) -> list[dict[str, str]]:
    if name == "owner_org":
        return [{"value": "", "text": str(tk._("Not chosen"))}, *form.departments()]
    return form.occasions() if name == "notify" else []


def _option(option: Option) -> Shown:
    told = wording.form()["options"][option.name]
    return {
        "name": form.OPTION + option.name, "key": option.name, "label": said(told["label"]),
        "help": said(told["help"]), "kind": "number" if option.kind == "number" else "text",
        "is_required": option.is_required, "choices": _option_choices(option, told),
    }  # fmt: skip


def _option_choices(option: Option, told: Mapping[str, Any]) -> list[dict[str, str]]:
    if option.kind == "yes_no":
        return [{"value": "true", "text": tk._("Yes")}, {"value": "false", "text": tk._("No")}]
    words = told.get("choices", {})
    found = [{"value": o, "text": said(words[o]) if o in words else o} for o in option.choices]
    blank = [{"value": "", "text": str(tk._("Not chosen"))}]
    return [*(blank if found and not option.default else []), *found]
