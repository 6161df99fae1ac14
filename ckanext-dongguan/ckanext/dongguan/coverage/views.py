"""The page of coverage at `/coverage`, the same as a workbook, and the declared lists."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan.clock import today
from ckanext.dongguan.directory.provider import ungrouped
from ckanext.dongguan.sheets.form import XLSX
from ckanext.dongguan.sheets.receiving import received
from ckanext.dongguan.sheets.sending import attachment

from . import declaring, sheet, wording, workbook, writing

dongguan_coverage = Blueprint("dongguan_coverage", __name__, url_prefix="/coverage")

__all__ = ["dongguan_coverage"]

MOST_MEGABYTES = 5


@dongguan_coverage.get("", strict_slashes=False)
def index() -> str:
    """Show the rates of the city, and of the departments that the reader may see."""
    report = _report()
    rows = groupby(report["departments"], key=lambda one: one["provider_class"])
    extra = {
        "report": report,
        "words": wording.words(),
        "classes": [{"name": name, "rows": list(group)} for name, group in rows],
        "may_note": _may_note(),
    }
    return str(tk.render("dongguan/coverage/index.html", extra))


@dongguan_coverage.get("/coverage.xlsx")
def as_workbook() -> Response:
    """Give the report as a workbook."""
    report = _report()
    file = workbook.write(report, wording.words())
    name = f"{wording.words()['sheet']}_{report['day']}"
    return attachment(file, name, XLSX)


@dongguan_coverage.get("/declared")
def declared() -> str:
    """Show the declared lists, and the form to note one."""
    _refuse_others()
    return _drawn({}, {})


@dongguan_coverage.post("/declared")
def note() -> Any:
    """Note a declared list, or show the form again with what is wrong."""
    _refuse_others()
    names = ("id", "items", "basis", "declared_on")
    asked = {name: tk.request.form.get(name, "").strip() for name in names}
    try:
        tk.get_action("dongguan_declared_list_update")({"user": tk.current_user.name}, asked)
    except tk.ValidationError as error:
        return _drawn(asked, error.error_dict), 400
    except tk.ObjectNotFound as error:
        return _drawn(asked, {"id": [str(error)]}), 400
    tk.h.flash_success(tk._("The declared list is noted."))
    return tk.redirect_to("dongguan_coverage.declared")


@dongguan_coverage.get("/declared.xlsx")
def declared_as_workbook() -> Response:
    """Give all departments with their lists, to be filled in and handed in again."""
    _refuse_others()
    file, day = BytesIO(), today()
    XLSX.write(file, sheet.TEMPLATE, writing.given_out().values(), day)
    return attachment(file, f"{sheet.TEMPLATE.label_zh}_{day.isoformat()}", XLSX)


@dongguan_coverage.post("/declared/import")
def take() -> Any:
    """Take a workbook of declared lists in, or tell every fault of it."""
    _refuse_others()
    context = {"user": tk.current_user.name}
    try:
        with received(MOST_MEGABYTES) as (path, name):
            wanted = {"path": str(path), "filename": name}
            taken = tk.get_action("dongguan_declared_list_import")(context, wanted)
    except tk.ValidationError as error:
        return _drawn({}, {}, error.error_dict["file"]), 400
    if taken["faults"]:
        return _drawn({}, {}, taken["faults"]), 400
    text = tk._("Taken in: {created} new, {updated} changed, {dropped} taken back.")
    ends = {name: taken["outcomes"].get(name, 0) for name in ("created", "updated", "dropped")}
    tk.h.flash_success(str(text).format(**ends))
    return tk.redirect_to("dongguan_coverage.declared")


def _report() -> dict[str, Any]:
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    return dict(tk.get_action("dongguan_coverage_show")(context, {}))


def _may_note() -> bool:
    try:
        tk.check_access("dongguan_declared_list_update", {"user": tk.current_user.name}, {})
    except tk.NotAuthorized:
        return False
    return True


def _refuse_others() -> None:
    try:
        tk.check_access("dongguan_declared_list_update", {"user": tk.current_user.name}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


def _drawn(asked: dict[str, str], errors: dict[str, Any], faults: Sequence[str] = ()) -> str:
    providers = ungrouped(tk.get_action("dongguan_provider_list")({"user": ""}, {}))
    lists = declaring.declared()
    extra = {
        "providers": providers,
        "rows": [{**one, **lists[one["name"]]} for one in providers if one["name"] in lists],
        "asked": asked,
        "errors": errors,
        "faults": faults,
    }
    return str(tk.render("dongguan/coverage/declared.html", extra))
