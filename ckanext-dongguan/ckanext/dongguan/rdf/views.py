"""Addresses of the catalogue in RDF that nobody can answer, told before they are tried."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from flask import Blueprint, request

from .request import read

dongguan_rdf = Blueprint("dongguan_rdf", __name__)

__all__ = ["dongguan_rdf"]

_ENDPOINTS = frozenset({"dcat.read_catalog", "dcat.read_dataset"})


@dongguan_rdf.before_app_request
def check() -> None:
    """Answer 404 to an unknown ending, 400 to an argument that cannot be read."""
    if request.endpoint not in _ENDPOINTS:
        return
    try:
        read({**request.args, "format": (request.view_args or {}).get("_format")})
    except tk.ValidationError as error:
        faults = error.error_dict
        told = "; ".join(f"{name}: {texts[0]}" for name, texts in faults.items())
        tk.abort(404 if "format" in faults else 400, told)
