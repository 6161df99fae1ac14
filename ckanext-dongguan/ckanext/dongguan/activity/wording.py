"""The words of the room: what happened, and what the fields are called."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

# Functions, because a text is translated for the person who reads.
_TEXTS = {
    "new package": lambda: tk._("Entered into the directory"),
    "changed package": lambda: tk._("Entry or files changed"),
    "deleted package": lambda: tk._("Taken out of the directory"),
    "new resource view": lambda: tk._("Preview added"),
    "changed resource view": lambda: tk._("Preview changed"),
    "deleted resource view": lambda: tk._("Preview removed"),
    "new organization": lambda: tk._("Provider entered"),
    "changed organization": lambda: tk._("Facts of the provider changed"),
    "deleted organization": lambda: tk._("Provider taken out"),
    "new group": lambda: tk._("Theme entered"),
    "changed group": lambda: tk._("Facts of the theme changed"),
    "deleted group": lambda: tk._("Theme taken out"),
}
_FIELDS = {
    "resources": lambda: tk._("File"),
    "title": lambda: tk._("Title"),
    "name": lambda: tk._("Address"),
    "notes": lambda: tk._("Description"),
    "tags": lambda: tk._("Keywords"),
    "groups": lambda: tk._("Themes"),
    "owner_org": lambda: tk._("Provider"),
    "license_id": lambda: tk._("Licence"),
}


def happened(activity_type: str) -> str:
    """Say what happened."""
    text = _TEXTS.get(activity_type)
    return str(text()) if text else str(tk._("Changed"))


def field(name: str, package_type: str) -> str:
    """Name a field as the form of its dataset type does."""
    schema = tk.h.scheming_get_dataset_schema(package_type) or {}
    for described in schema.get("dataset_fields", ()):
        if described["field_name"] == name:
            return str(tk.h.scheming_language_text(described.get("label") or name))
    text = _FIELDS.get(name)
    return str(text()) if text else name
