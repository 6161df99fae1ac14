"""The pages of the directory at `/catalog`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, send_file

from ckanext.dongguan.text.filename import safe_name

from . import export as exporting
from . import page

dongguan_catalog = Blueprint("dongguan_catalog", __name__, url_prefix="/catalog")

__all__ = ["dongguan_catalog"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dongguan_catalog.get("", strict_slashes=False)
def index() -> str:
    """Show a tree, and the entries of the branch or the words that were chosen."""
    return str(tk.render("dongguan/catalog/index.html", _read(page.whole)))


@dongguan_catalog.get("/branch")
def branch() -> str:
    """Show what stands directly below a branch, for the script of the tree."""
    return str(tk.render("dongguan/catalog/branches.html", _read(page.below)))


@dongguan_catalog.get("/export.xlsx")
def export() -> Response:
    """Give the entries of a branch in the official template."""
    try:
        made = _read(lambda asked: exporting.workbook(page.asker(), asked))
    except exporting.TooManyError as error:
        text = tk._(
            "{number} entries are more than one workbook takes ({most}): choose a smaller "
            "branch, or ask the API."
        )
        tk.abort(400, str(text).format(number=error.count, most=exporting.MOST))
    answer = send_file(
        made["file"], mimetype=XLSX, as_attachment=True, download_name=safe_name(made["name"])
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _read(gather: Callable[[dict[str, str]], dict[str, Any]]) -> dict[str, Any]:
    """Gather a page, or say what is wrong with its address."""
    try:
        return gather(_asked())
    except tk.ValidationError as error:
        said = "; ".join(text for texts in error.error_dict.values() for text in texts)
        return dict(tk.abort(400, said))
    except tk.ObjectNotFound as error:
        return dict(tk.abort(404, str(error)))


def _asked() -> dict[str, str]:
    names = ("by", "node", "open_class", "q", "page")
    return {name: tk.request.args.get(name, "").strip() for name in names}
