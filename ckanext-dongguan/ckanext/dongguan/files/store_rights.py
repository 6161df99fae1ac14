"""Who may do what with the files of CKAN's own store (`model.File`)."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import giving

# Storages whose files are pictures for everyone.
PICTURES = ("users", "groups", "admins")


def file_allows(context: Any, file: Any, operation: str) -> bool | None:
    """Decide by the right to the data of the resource that owns a file.

    Who may see the entry, or owns the file, has no right by that; a file that is no
    picture and belongs to no resource is nobody's.
    """
    if file.storage in PICTURES:
        return None
    owner = file.owner
    if owner is None or owner.owner_type != "resource":
        return False
    try:
        giving.ask(context, owner.owner_id, f"file_{operation}", to_write=operation != "show")
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return False
    return True


def owner_allows(owner_type: str) -> bool | None:
    """Keep CKAN's store from taking or listing files of datasets; they have their own."""
    return False if owner_type in {"package", "resource"} else None
