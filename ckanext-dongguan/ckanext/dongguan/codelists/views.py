"""The pages `/codelists` and `/codelists/<name>`, and the lists as files."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.dongguan.clock import today
from ckanext.dongguan.schemas import codelists

from . import concepts, download, outline

dongguan_codelists = Blueprint("dongguan_codelists", __name__, url_prefix="/codelists")

__all__ = ["dongguan_codelists"]

VOCABULARIES = {
    "ttl": ("turtle", "text/turtle"),
    "xml": ("pretty-xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}


@dongguan_codelists.get("", strict_slashes=False)
def index() -> str:
    """List all code lists."""
    asked = tk.get_action("dongguan_codelist_list")({}, {})
    rows = [outline.localised(row, tk.h.lang()) for row in asked]
    return str(tk.render("dongguan/codelists/index.html", {"rows": rows}))


@dongguan_codelists.get("/<name>")
def read(name: str) -> str:
    """Show a list with all its codes."""
    page = outline.page(_list(name), today(), tk.h.lang())
    return str(tk.render("dongguan/codelists/read.html", {"list": page}))


@dongguan_codelists.get("/<name>.csv")
def as_csv(name: str) -> Response:
    """Give a list as CSV."""
    return _file(download.csv_text(_list(name)), "text/csv", f"{name}.csv")


@dongguan_codelists.get("/<name>.json")
def as_json(name: str) -> Response:
    """Give a list as the action shows it."""
    _list(name)
    answer = tk.get_action("dongguan_codelist_show")({}, {"id": name})
    return _file(json.dumps(answer, ensure_ascii=False), "application/json", f"{name}.json")


@dongguan_codelists.get("/<name>.<any(ttl, xml, jsonld):suffix>")
def as_vocabulary(name: str, suffix: str) -> Response:
    """Give a list as a SKOS concept scheme."""
    syntax, kind = VOCABULARIES[suffix]
    codes = _list(name)
    # The address of a concept is the same in every language.
    address = tk.h.url_for(
        "dongguan_codelists.read", name=name, locale="default", qualified=True
    )
    text = concepts.graph(codes, address).serialize(format=syntax)
    return _file(text, kind, f"{name}.{suffix}")


def _list(name: str) -> Any:
    try:
        return codelists.load(name)
    except LookupError:
        text = tk._('There is no code list "{name}": ask for the list of all lists.')
        tk.abort(404, str(text).format(name=name[:80]))


def _file(text: str, kind: str, name: str) -> Response:
    response = Response(text, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
