"""A portion of records into datasets and ledger: one transaction, then the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan.harvesters.ledger import Entry, Portion, Receipt, Told
from ckanext.dongguan.harvesters.problem import (
    GarbledError,
    RecordError,
    RefusedError,
)
from ckanext.dongguan.harvesters.tally import Fault

from . import receipts
from .fault import faults_of, refusing, unforeseen
from .mandate import Mandate
from .model import faults, items

Row = dict[str, Any]
# What one record can do to a whole portion.
OF_A_RECORD = (
    sa.exc.IntegrityError, sa.exc.DataError, tk.ValidationError,
    ValueError, TypeError, KeyError, AttributeError,
)  # fmt: skip
# What keeps one file from being fetched, and not all others.
OF_A_FILE = (RecordError, GarbledError, RefusedError)


def enter(mandate: Mandate, portion: Portion) -> tuple[list[Told], int]:
    """Apply a portion; return what came of its entries, and the requests to the index.

    Somebody may take an address or a code in between: then the records go one by one,
    and only the one that it concerns feels it.
    """
    try:
        told = _written(mandate, portion)
    except OF_A_RECORD as error:
        model.Session.rollback()
        if len(portion.entries) == 1:
            told = _refused(mandate, portion, error)
        else:
            told = _one_by_one(mandate, portion)
    requests = 0
    if any(one.outcome in ("created", "updated") for one in told):
        requests = tk.get_action("dongguan_intake_drain")({"ignore_auth": True}, {})["requests"]
    return told, requests


def _one_by_one(mandate: Mandate, portion: Portion) -> list[Told]:
    told: list[Told] = []
    for entry in portion.entries:
        told += enter(mandate, Portion(entries=[entry], number=portion.number))[0]
    _note_stamps(mandate, portion.stamps)
    note_faults(mandate, portion.faults)
    # Last: a process that is killed before takes the delivery again.
    _note_receipt(mandate, portion, told)
    model.repo.commit()
    return told


def _refused(mandate: Mandate, portion: Portion, error: Exception) -> list[Told]:
    (entry,) = portion.entries
    errors = getattr(error, "error_dict", None)
    found = faults_of(entry, errors) if errors else [unforeseen(entry, error)]
    told = [Told(remote_id=entry.remote_id, outcome="refused", faults=found)]
    note_faults(mandate, [*portion.faults, *found])
    _note_receipt(mandate, portion, told)
    model.repo.commit()
    return told


def _written(mandate: Mandate, portion: Portion) -> list[Told]:
    told = _datasets(mandate, portion.entries) if portion.entries else []
    ends = list(zip(portion.entries, told, strict=True))
    found = [told_of(entry, end) for entry, end in ends]
    rows = [
        _row(mandate, entry, end, portion.number)
        for entry, end in ends
        if end["outcome"] != "refused"
    ]
    _note_items(rows)
    _note_stamps(mandate, portion.stamps)
    note_faults(mandate, [*portion.faults, *(f for one in found for f in one.faults)])
    _note_receipt(mandate, portion, found)
    model.repo.commit()
    return found


def _datasets(mandate: Mandate, entries: Sequence[Entry]) -> list[Row]:
    context = {"user": mandate.user, "ignore_auth": True, "defer_commit": True}
    records = [record_of(mandate, entry) for entry in entries]
    wish = {"records": records}
    return list(tk.get_action("dongguan_intake_write_many")(context, wish))


def record_of(mandate: Mandate, entry: Entry) -> Row:
    """Say an entry in the words of the way in."""
    resources = [_resource(one) for one in entry.dataset.get("resources", ())]
    kept = (entry.known and entry.known.kept) or {}
    said = {k: v for k, v in kept.items() if k in mandate.kept}
    return {
        **entry.dataset,
        "resources": resources,
        "source_system": mandate.system,
        "source_id": entry.remote_id,
        **({"kept": said} if said else {}),
    }


def _resource(one: Mapping[str, Any]) -> Row:
    """Leave to the ledger what only the source's own systems know a file by."""
    said = {name: value for name, value in one.items() if name != "source_file"}
    if "upload" in said:
        said["upload"] = refusing(said["upload"], OF_A_FILE)
    return said


def told_of(entry: Entry, end: Mapping[str, Any]) -> Told:
    """Say what came of an entry in the words of the engine."""
    errors = end.get("errors")
    found = faults_of(entry, errors) if errors else []
    return Told(remote_id=entry.remote_id, outcome=end["outcome"], faults=found)


def _row(mandate: Mandate, entry: Entry, end: Mapping[str, Any], number: str) -> Row:
    dataset = entry.dataset
    return {
        "source": mandate.source, "remote_id": entry.remote_id, "package_id": end["id"],
        "hash": entry.hash, "stamp": entry.stamp, "version": mandate.version,
        "title": entry.title[:500], "audience": entry.audience, "waiting": entry.waiting.value,
        "open_class": entry.opening[0], "decision": entry.opening[1],
        "unread": entry.unread[:200], "run": mandate.run, "first_run": mandate.run,
        "batch": number,
        "kept": {name: dataset.get(name) for name in mandate.kept} or None,
        "files": [_file(one) for one in dataset.get("resources", ())] or None,
    }  # fmt: skip


def _file(resource: Mapping[str, Any]) -> Row:
    return {n: resource[n] for n in ("name", "format", "hash", "source_file") if n in resource}


def _note_items(rows: Sequence[Row]) -> None:
    if not rows:
        return
    statement = insert(items)
    told = {
        name: statement.excluded[name]
        for name in rows[0]
        if name not in ("source", "remote_id", "first_run")
    }
    statement = statement.on_conflict_do_update(
        index_elements=["source", "remote_id"], set_={**told, "changed_at": sa.func.now()}
    )
    model.Session.execute(statement, rows)


def _note_stamps(mandate: Mandate, stamps: Mapping[str, str]) -> None:
    if not stamps:
        return
    statement = items.update().where(
        items.c.source == mandate.source, items.c.remote_id == sa.bindparam("one")
    )
    rows = [{"one": one, "new": stamp} for one, stamp in stamps.items()]
    model.Session.connection().execute(statement.values(stamp=sa.bindparam("new")), rows)


def note_faults(mandate: Mandate, found: Iterable[Fault]) -> None:
    """Write faults into the running transaction, with the run."""
    rows = [
        {
            "run": mandate.run, "source": mandate.source, "remote_id": one.remote_id[:500],
            "title": one.title[:500], "place": one.place, "cause": one.cause,
            "remedy": one.remedy,
        }
        for one in found
    ]  # fmt: skip
    if rows:
        model.Session.execute(faults.insert(), rows)


def _note_receipt(mandate: Mandate, portion: Portion, told: Iterable[Told]) -> None:
    """Write down what came of a part of a delivery; what was refused is no gap in it."""
    if not portion.number or not (portion.read or portion.closes):
        return
    reasons = {one.remote_id: one.sentence for one in portion.faults}
    reasons |= {one.remote_id: one.reason for one in told if one.faults}
    part = Receipt(
        number=portion.number, done=portion.read - len(reasons), refused=reasons,
        is_closed=portion.closes,
    )  # fmt: skip
    receipts.note(mandate.source, mandate.run, part)
