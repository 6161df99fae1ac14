"""Before ckanext-harvest's own actions and auth functions: a source is one record, ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from .. import mending, showing
from . import auth

Action = Callable[..., Any]
Context = dict[str, Any]
Data = dict[str, Any]
# What would make, change or empty a source there.
ELSEWHERE = (
    "harvest_source_create", "harvest_source_update", "harvest_source_patch",
    "harvest_source_delete", "harvest_source_clear", "harvest_source_index_clear",
)  # fmt: skip


def actions() -> dict[str, Action]:
    """Put a door before the actions that are about the record of a source."""
    doors = {name: tk.chained_action(_elsewhere(name)) for name in ELSEWHERE}
    return {
        **doors,
        "harvest_source_show": tk.chained_action(harvest_source_show),
        "harvest_send_job_to_gather_queue": tk.chained_action(harvest_send_job_to_gather_queue),
        "harvest_source_reindex": tk.chained_action(_nothing_to_index),
        "harvest_sources_reindex": tk.chained_action(_nothing_to_index),
    }


def auth_functions() -> dict[str, Action]:
    """Let only those look after them who look after our sources, reading included."""
    return {name: tk.chained_auth_function(_closed) for name in mending.auth_functions()}


def harvest_source_show(_next: Action, context: Context, data_dict: Data) -> Data:
    """Show a source of ours in the words of ckanext-harvest."""
    tk.check_access("harvest_source_show", context, data_dict)
    row = showing.row({"name": data_dict.get("id")})
    told = tk.get_action("harvest_source_show_status")(context, {"id": row["name"]})
    return {
        "id": row["name"], "name": row["name"], "title": row["title"], "url": row["address"],
        "type": "harvest", "source_type": row["adapter"], "owner_org": row["owner_org"],
        "config": (row["options"] or {}).get("config", ""), "frequency": "MANUAL",
        "active": bool(row["approved_at"] and row["is_active"]), "state": "active",
        "notes": "", "organization": None, "status": told,
    }  # fmt: skip


def harvest_send_job_to_gather_queue(_next: Action, context: Context, data_dict: Data) -> Data:
    """Hand a job to the consumers; the original asks a dataset whether its source is on."""
    from ckanext.harvest.logic.dictization import harvest_job_dictize
    from ckanext.harvest.model import HarvestJob
    from ckanext.harvest.queue import get_gather_publisher

    job = HarvestJob.get(tk.get_or_bust(data_dict, "id"))
    if job is None:
        raise tk.ObjectNotFound(tk._("There is no such run; it may have been deleted."))
    tk.check_access("harvest_send_job_to_gather_queue", context, data_dict)
    if not job.source.active:
        raise tk.ValidationError({"id": [tk._("The source is not approved.")]})
    job.status = "Running"
    job.save()
    get_gather_publisher().send({"harvest_job_id": job.id})
    return dict(harvest_job_dictize(job, context))


def _elsewhere(name: str) -> Action:
    def refuse(_next: Action, context: Context, data_dict: Data) -> None:
        tk.check_access(name, context, data_dict)
        message = tk._("Register, change and forget sources on the page “Harvests”.")
        raise tk.ValidationError({"name": [message]})

    refuse.__name__ = name
    return refuse


@tk.side_effect_free
def _nothing_to_index(_next: Action, context: Context, data_dict: Data) -> bool:
    tk.check_access("harvest_sources_reindex", context, data_dict)
    return True


def _closed(_next: Action, context: Context, data_dict: Data) -> dict[str, Any]:
    return auth.dongguan_harvest_source_list(context, data_dict)
