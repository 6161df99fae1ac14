"""The pages of the open plan at `/plan`."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan import account
from ckanext.dongguan.clock import today
from ckanext.dongguan.directory.provider import ungrouped
from ckanext.dongguan.schemas.codelists import load
from ckanext.dongguan.sheets.form import XLSX
from ckanext.dongguan.sheets.receiving import received
from ckanext.dongguan.sheets.sending import attachment

from . import sheet

dongguan_plan = Blueprint("dongguan_plan", __name__, url_prefix="/plan")

__all__ = ["dongguan_plan"]

MOST_MEGABYTES = 5
_FIELDS = (
    "year", "title", "title_en", "organization", "due_on", "done_on", "dataset",
    "is_priority", "high_value", "note", "essential", "place",
)  # fmt: skip


@dongguan_plan.get("", strict_slashes=False)
def index() -> str:
    """Show the plan of a year."""
    asked = _asked()
    try:
        plan = tk.get_action("dongguan_plan_list")(account.of_page(), asked)
    except tk.ValidationError:
        tk.abort(400, tk._("Write the year in four digits, for example 2026."))
    extra = {"plan": plan, "asked": asked, "categories": load("high_value")}
    return str(tk.render("dongguan/plan/index.html", extra))


@dongguan_plan.get("/plan.xlsx")
def as_workbook() -> Response:
    """Give the plan of a year as a workbook, which may be changed and handed in again."""
    plan = tk.get_action("dongguan_plan_list")(account.of_page(), _asked())
    file, day = BytesIO(), today()
    XLSX.write(file, sheet.TEMPLATE, map(sheet.row, plan["items"]), day)
    return attachment(file, f"{sheet.TEMPLATE.label_zh}_{day.isoformat()}", XLSX)


@dongguan_plan.get("/new")
def new() -> str:
    """Show the form for a new item, filled with what the address says."""
    _refuse_others()
    given = {name: tk.request.args.get(name, "") for name in _FIELDS}
    return _form({**given, "year": given["year"] or str(today().year)}, {})


@dongguan_plan.post("/new")
def create() -> Any:
    """Plan an item, or show the form again with what is wrong."""
    return _saved("dongguan_plan_create", {})


@dongguan_plan.get("/<int:number>")
def edit(number: int) -> str:
    """Show the form of an item."""
    _refuse_others()
    item = _item(number)
    names = {key: (item[key] or {}).get("name", "") for key in ("organization", "dataset")}
    return _form({**item, **names}, {}, number)


@dongguan_plan.post("/<int:number>")
def update(number: int) -> Any:
    """Change an item, or show the form again with what is wrong."""
    return _saved("dongguan_plan_update", {"id": number})


@dongguan_plan.post("/<int:number>/delete")
def delete(number: int) -> Any:
    """Ask, then take an item out of the plan."""
    _refuse_others()
    item = _item(number)
    if "delete" not in tk.request.form:
        if "cancel" in tk.request.form:
            return tk.redirect_to("dongguan_plan.edit", number=number)
        return tk.render("dongguan/plan/delete.html", {"item": item})
    tk.get_action("dongguan_plan_delete")(account.of_page(), {"id": number})
    tk.h.flash_success(tk._("The item is no longer in the plan."))
    return tk.redirect_to("dongguan_plan.index", year=item["year"])


@dongguan_plan.post("/import")
def take() -> Any:
    """Take a workbook in, or tell every fault of it."""
    _refuse_others()
    try:
        with received(MOST_MEGABYTES) as (path, name):
            wanted = {"path": str(path), "filename": name}
            taken = tk.get_action("dongguan_plan_import")(account.of_page(), wanted)
    except tk.ValidationError as error:
        return _told(error.error_dict["file"]), 400
    if taken["faults"]:
        return _told(taken["faults"]), 400
    text = tk._("Taken in: {created} new, {updated} changed, {unchanged} unchanged.")
    ends = {
        name: taken["outcomes"].get(name, 0) for name in ("created", "updated", "unchanged")
    }
    tk.h.flash_success(str(text).format(**ends))
    return tk.redirect_to("dongguan_plan.index")


def _told(faults: list[str]) -> str:
    return str(tk.render("dongguan/plan/faults.html", {"faults": faults}))


def _saved(action: str, given: dict[str, Any]) -> Any:
    _refuse_others()
    form = {name: tk.request.form.get(name, "").strip() for name in _FIELDS}
    try:
        item = tk.get_action(action)(account.of_page(), {**form, **given})
    except tk.ValidationError as error:
        return _form(form, error.error_dict, given.get("id")), 400
    tk.h.flash_success(tk._("The plan is saved."))
    return tk.redirect_to("dongguan_plan.index", year=item["year"])


def _form(asked: dict[str, Any], errors: dict[str, Any], number: int | None = None) -> str:
    groups = tk.get_action("dongguan_provider_list")({"user": ""}, {})
    extra = {
        "asked": asked, "errors": errors, "number": number, "categories": load("high_value"),
        "providers": ungrouped(groups),
    }  # fmt: skip
    return str(tk.render("dongguan/plan/form.html", extra))


def _item(number: int) -> dict[str, Any]:
    try:
        return dict(tk.get_action("dongguan_plan_show")(account.of_page(), {"id": number}))
    except tk.ObjectNotFound as error:
        return dict(tk.abort(404, str(error)))


def _refuse_others() -> None:
    try:
        tk.check_access("dongguan_plan_create", account.of_page(), {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


def _asked() -> dict[str, str]:
    names = ("year", "state", "is_priority", "high_value")
    return {name: tk.request.args.get(name, "").strip() for name in names}
