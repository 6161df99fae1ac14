"""Another open class for a dataset, with the basis of that decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.openness import known
from ckanext.dongguan.openness.decision import OpenClass

# What the class of a dataset may ask for beside it; everything else is the form's.
FIELDS = (
    "level", "directory_visibility", "withheld_ground", "open_condition", "open_manner",
    "open_requirements", "open_safeguards", "opening_decided_by", "opening_decided_on",
    "secrecy_reviewed_by", "secrecy_reviewed_on", "secrecy_basis",
)  # fmt: skip


def change(context: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Store the class and what stands beside it; who may see more needs the right role.

    :raises ValidationError: no such class, no basis, a field that the class asks for
    :raises NotAuthorized: the person may not let more people in
    """
    dataset = known.dataset(tk.get_or_bust(dict(given), "id"))
    if dataset is None:
        raise tk.ObjectNotFound()
    # The right was asked for; whoever decides on opening need not be an editor of the rest.
    inner = {**context, "ignore_auth": True}
    tk.get_action("package_patch")(inner, {"id": dataset.id, **_fields(given)})
    if not context.get("defer_commit"):
        tk.get_action("dongguan_reclassification_start")({"ignore_auth": True}, {})
    found = tk.get_action("dongguan_openness_show")({"ignore_auth": True}, {"id": dataset.id})
    return {"id": dataset.id, "case": found["case"], "audience": found["audience"]}


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    open_class, basis = (
        str(given.get("open_class") or ""),
        str(given.get("basis") or "").strip(),
    )
    errors = {}
    if open_class not in set(OpenClass):
        errors["open_class"] = [tk._("Choose one of the three open classes.")]
    if not basis:
        errors["basis"] = [tk._("Say on what basis: it goes into the log.")]
    if errors:
        raise tk.ValidationError(errors)
    basis_field = "withheld_basis" if open_class == OpenClass.WITHHELD else "opening_basis"
    beside = {name: given[name] for name in FIELDS if given.get(name)}
    return {**beside, "open_class": open_class, basis_field: basis}
