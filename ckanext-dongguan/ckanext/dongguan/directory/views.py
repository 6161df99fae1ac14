"""Old addresses of departments, and forms of datasets that no page of the portal sends."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, redirect

from ckanext.dongguan import account
from ckanext.dongguan.schemas.dataset_type import NAMES, repeating

from . import provider_names, wording
from .hand_made import faults

dongguan_directory = Blueprint("dongguan_directory", __name__)

__all__ = ["dongguan_directory"]

_PAGES = "organization."
_NOT_FOUND = 404
_RESOURCE = "_resource"
_FORMS = frozenset({"new", "edit"})
_OF_MANY = "multiple_choice"


@dongguan_directory.before_app_request
def look_at_the_form() -> None:
    """Answer 400 to the form of a dataset or file that core cannot read, with its place.

    Only to whom may write: nobody else learns from it that there is such a dataset.
    """
    blueprint, _, view = (tk.request.endpoint or "").rpartition(".")
    kind = blueprint.removesuffix(_RESOURCE).replace("resource", "dataset")
    if tk.request.method != "POST" or view not in _FORMS or kind not in NAMES:
        return
    form = tk.request.form.to_dict(flat=False)
    found = next(faults(form, repeating(), _several(kind)), None)
    if found and _may_write((tk.request.view_args or {}).get("id")):
        tk.abort(400, wording.hand_made(*found))


def _may_write(dataset: str | None) -> bool:
    action, asked = ("package_update", {"id": dataset}) if dataset else ("package_create", {})
    try:
        return bool(tk.check_access(action, account.of_page(), asked))
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return False


def _several(kind: str) -> set[str]:
    fields = tk.h.scheming_get_dataset_schema(kind)["dataset_fields"]
    return {one["field_name"] for one in fields if _OF_MANY in one.get("output_validators", "")}


@dongguan_directory.after_app_request
def follow_a_renaming(response: Any) -> Any:
    """Answer 301 where a department is asked for by an address it had before."""
    endpoint, arguments = tk.request.endpoint or "", tk.request.view_args or {}
    is_lost = response.status_code == _NOT_FOUND and tk.request.method == "GET"
    if not is_lost or not endpoint.startswith(_PAGES) or "id" not in arguments:
        return response
    now = provider_names.by_former_address(arguments["id"])
    if now is None:
        return response
    query = tk.request.args.to_dict(flat=False)
    return redirect(tk.url_for(endpoint, **{**query, **arguments, "id": now}), code=301)
