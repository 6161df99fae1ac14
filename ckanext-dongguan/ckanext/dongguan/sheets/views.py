"""Pages of the room below `/sheets`: templates, files in, files out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan.text import encoding
from ckanext.dongguan.text.filename import safe_name

from . import choosing, giving, layout_reading, layouts, marking
from .column import Part
from .fault import FileRefusedError
from .form import FORMS, XLSX, Form
from .kind import template_of
from .order_views import dongguan_orders
from .receiving import received
from .sending import attachment

dongguan_sheets = Blueprint("dongguan_sheets", __name__, url_prefix="/sheets")

__all__ = ["dongguan_orders", "dongguan_sheets"]

# More than a person waits for; the command line takes what is larger.
MOST_MEGABYTES = 20
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
    return _file(dataset_type, lambda: iter(()), XLSX)


@dongguan_sheets.route("/export/<dataset_type>.<form>")
def export(dataset_type: str, form: str) -> Response:
    """Give the datasets that the asker may edit, in the template of their type."""
    if form not in FORMS:
        tk.abort(404)
    query = {"fq": f'+type:"{dataset_type}"'}
    context = {"user": tk.current_user.name}
    return _file(dataset_type, lambda: giving.found(context, query), FORMS[form])


@dongguan_sheets.route("", methods=["POST"])
def take() -> str | Response:
    """Take a file in, or tell every fault of it; on request as a marked copy."""
    try:
        with received(MOST_MEGABYTES) as (path, name):
            return _taken(path, name)
    except tk.ValidationError as error:
        told = (str(text) for texts in error.error_dict.values() for text in texts)
        return _page(error=" ".join(told))
    except tk.NotAuthorized as error:
        return _page(error=str(error))


def _taken(path: Path, name: str) -> str | Response:
    kind = tk.request.form.get("type", "dataset")
    wanted = {"path": str(path), "filename": name, "type": kind, **_described()}
    result = tk.get_action("dongguan_sheet_import")({"user": tk.current_user.name}, wanted)
    if result["faults"] and tk.request.form.get("wish") == "marked":
        return _marked(path, name, result["faults"], choosing.further(wanted))
    return _page(result=result, name=name)


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


def _file(dataset_type: str, datasets: Callable[[], Any], form: Form) -> Response:
    try:
        chosen = template_of(dataset_type)
    except FileRefusedError:
        tk.abort(404)
    file = BytesIO()
    today = datetime.now(tk.h.get_display_timezone()).date()
    count = form.write(file, chosen, datasets(), today)
    kind = f"{today.isoformat()}" if count else "模板"
    return attachment(file, f"{chosen.label_zh}_{kind}", form)


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
    return known.label if tk.h.lang().startswith("zh") else known.label_en
