"""Pages of the room below `/sheets`: templates, files in, files out."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan import given
from ckanext.dongguan.clock import today
from ckanext.dongguan.language import is_chinese
from ckanext.dongguan.text import encoding
from ckanext.dongguan.text.filename import safe_name

from . import choosing, giving, layout_reading, layouts, marking
from .column import Part, Template
from .fault import FileRefusedError
from .form import FORMS, XLSX, Form
from .gathered import gather
from .kind import template_of
from .order_views import dongguan_orders
from .receiving import received
from .sending import attachment, ordered

dongguan_sheets = Blueprint("dongguan_sheets", __name__, url_prefix="/sheets")

__all__ = ["dongguan_orders", "dongguan_sheets"]

# More than a person waits for; the command line takes what is larger.
MOST_MEGABYTES = 20
# What a person waits for: each is read with all its fields, some 20 ms on a small machine.
MOST_DATASETS = 1_000
SHOWN = 200


@dongguan_sheets.before_request
def _only_for_those_who_register() -> None:
    try:
        tk.check_access("dongguan_sheet_import", {}, {})
    except tk.NotAuthorized as error:
        tk.abort(403, str(error))


@dongguan_sheets.route("")
def index() -> str:
    """Offer templates, and the place to hand in a file."""
    return _page()


@dongguan_sheets.route("/template/<dataset_type>")
def template(dataset_type: str) -> Response:
    """Give the empty template of a dataset type."""
    return _file(_template(dataset_type), (), XLSX)


@dongguan_sheets.route("/export/<dataset_type>.<form>")
def export(dataset_type: str, form: str) -> Any:
    """Give the datasets that the asker may edit, in the template of their type.

    What is too many to wait for is ordered.
    """
    if form not in FORMS:
        tk.abort(404)
    chosen, context = _template(dataset_type), {"user": tk.current_user.name}
    query = giving.of_person(tk.current_user.name, dataset_type)
    if giving.count(context, query) > MOST_DATASETS:
        wanted = {"title": _title(chosen), "type": dataset_type, "form": form, "query": query}
        return ordered(context, {**wanted, "is_own": True})
    return _file(chosen, giving.found(context, query), FORMS[form])


@dongguan_sheets.route("", methods=["POST"])
def take() -> str | Response:
    """Take a file in, or tell every fault of it; on request as a marked copy."""
    try:
        with received(MOST_MEGABYTES) as (path, name):
            return _taken(path, name)
    except tk.ValidationError as error:
        told = given.sentences(error)
        return _page(error=" ".join(told))
    except tk.NotAuthorized as error:
        return _page(error=str(error))


def _taken(path: Path, name: str) -> str | Response:
    kind = tk.request.form.get("type", "dataset")
    wanted = {"path": str(path), "filename": name, "type": kind, **_described()}
    result = tk.get_action("dongguan_sheet_import")({"user": tk.current_user.name}, wanted)
    if result["faults"] and tk.request.form.get("wish") == "marked":
        return _marked(path, name, result["faults"], choosing.further(wanted))
    return _page(result=result, name=name, told=gather(result["faults"]))


def _described() -> dict[str, str]:
    """Read which layout was chosen, or the mapping file that was handed in."""
    mapping = tk.request.files.get("mapping")
    if mapping is None or not mapping.filename:
        return {"layout": tk.request.form.get("layout", "")}
    try:
        text = encoding.decode(mapping.read(layout_reading.MOST_CHARACTERS * 4))
    except ValueError:
        text = ""
    return {"mapping": text or "-", "mapping_name": safe_name(Path(mapping.filename).stem)}


def _marked(
    path: Path, name: str, faults: list[dict[str, Any]], parts: tuple[Part, ...]
) -> Response:
    file = BytesIO()
    said = (
        (one["sheet"], one["row"], one["column"], f"{one['header']}：{one['sentence']}")
        for one in faults
    )
    marking.mark(path, said, file, parts)
    return attachment(file, f"{Path(name).stem}_标注", XLSX)


def _template(dataset_type: str) -> Template:
    try:
        found = template_of(dataset_type)
    except FileRefusedError:
        tk.abort(404)
    return found


def _title(template: Template, kind: str = "") -> str:
    return f"{template.label_zh}_{kind or today().isoformat()}"


def _file(template: Template, datasets: Iterable[dict[str, Any]], form: Form) -> Response:
    file = BytesIO()
    count = form.write(file, template, datasets, today())
    return attachment(file, _title(template, "" if count else "模板"), form)


def _page(**extra: Any) -> str:
    schemas = tk.h.scheming_dataset_schemas()
    types = [
        {"name": name, "label": tk.h.scheming_language_text(schema.get("label", name))}
        for name, schema in schemas.items()
    ]
    chosen = tk.request.form.get("type", "dataset")
    return str(
        tk.render(
            "dongguan/sheets/index.html",
            {
                "types": types,
                "forms": list(FORMS),
                "chosen": chosen,
                "shown": SHOWN,
                "layouts": [(name, _label(name)) for name in layouts.names()],
                **extra,
            },
        )
    )


def _label(layout: str) -> str:
    known = choosing.known(layout)
    return known.label if is_chinese() else known.label_en
