"""What the room's actions look up for their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import told

from . import dictize, receipts, runs, setting, sources, waiting

# How many rows an action lists at most.
MOST = 1000


def row(data_dict: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read the source that is named; raises ObjectNotFound."""
    name = tk.get_or_bust(dict(data_dict), "name")
    stored = sources.find(str(name), with_credentials=False)
    if stored is None:
        raise tk.ObjectNotFound(tk._("There is no source “{name}”.").format(name=name))
    return stored.row


def asking(data_dict: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read the source that is named; raises ValidationError where it asks nobody anything.

    What is confirmed beforehand would let the next loss pass unseen.
    """
    found = row(data_dict)
    is_asking = any(one["name"] == found["name"] for one in runs.shrunk())
    if not is_asking and not found["shrink_confirmed_at"]:
        message = tk._("The last run of this source asks nothing; nothing was changed.")
        raise tk.ValidationError({"name": [message]})
    return found


def amount(data_dict: Mapping[str, Any], name: str, usual: int, most: int = 10**9) -> int:
    """Read how many are wanted, at most so many; raises ValidationError for no number."""
    value = data_dict.get(name)
    if value in (None, ""):
        return usual
    try:
        return min(int(setting.number(name, value, is_whole=True)), most)
    except setting.SettingError as problem:
        raise tk.ValidationError({name: [str(problem)]}) from None


def run(data_dict: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read the run that is named; raises ObjectNotFound."""
    found = runs.show(str(tk.get_or_bust(dict(data_dict), "id")).replace("\0", ""))
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such run; it may have been deleted."))
    return found


def with_batches(run: Mapping[str, Any]) -> dict[str, Any]:
    """Show a run with what came of the deliveries that it took."""
    return {**dictize.run(run), "batches": receipts.of_run(run["id"])}


def with_state(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Show a source with its last run and how many of its records wait."""
    last, good = runs.latest(stored["name"], 1), runs.last_good(stored["name"])
    return {
        **dictize.source(stored),
        "last_run": dictize.run(last[0]) if last else None,
        "followed_at": told(good),
        "waiting": waiting.count(waiting.Asked(source=stored["name"])),
    }
