"""What the portal would do with records: each is checked as in a run, and none is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan.harvesters.ledger import Entry, Portion, Told

from .entering import OF_A_RECORD, note_faults, record_of, told_of
from .fault import unforeseen
from .mandate import Mandate


def weigh(mandate: Mandate, portion: Portion) -> list[Told]:
    """Check a portion; note its faults with the run, as a run does."""
    told = verdicts(mandate, portion.entries)
    note_faults(mandate, [*portion.faults, *(fault for one in told for fault in one.faults)])
    model.repo.commit()
    return told


def verdicts(mandate: Mandate, entries: Sequence[Entry]) -> list[Told]:
    """Say of each entry whether it is good (`held`) or `refused`, and why; write nothing."""
    try:
        return _checked(mandate, entries) if entries else []
    except OF_A_RECORD as error:
        model.Session.rollback()
        if len(entries) == 1:
            return [_refused(entries[0], error)]
        return [told for entry in entries for told in verdicts(mandate, [entry])]


def _checked(mandate: Mandate, entries: Sequence[Entry]) -> list[Told]:
    context = {"user": mandate.user, "ignore_auth": True, "dongguan_check_only": True}
    wish = {"records": [_without_bytes(record_of(mandate, entry)) for entry in entries]}
    ends = tk.get_action("dongguan_intake_write_many")(context, wish)
    return [told_of(entry, end) for entry, end in zip(entries, ends, strict=True)]


def _without_bytes(record: dict[str, Any]) -> dict[str, Any]:
    """Leave files at their source; a name stands where the address will be."""
    resources = [
        {"url": one.get("name", ""), **{k: v for k, v in one.items() if k != "upload"}}
        for one in record["resources"]
    ]
    return {**record, "resources": resources}


def _refused(entry: Entry, error: Exception) -> Told:
    return Told(remote_id=entry.remote_id, outcome="refused", faults=[unforeseen(entry, error)])
