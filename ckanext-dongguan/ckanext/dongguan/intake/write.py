"""One record of a source into one dataset, in one transaction."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from . import outbox
from .model import source_records
from .record import Outcome, SourceKey, carry_over, fingerprint


def write(context: dict[str, Any], dataset: dict[str, Any]) -> dict[str, str]:
    """Create or update the dataset of a record; leave it alone when nothing changed.

    A resource's `upload` is a FileStorage, or a function that fetches one: it is
    called only when the record is new or changed. Everything, the note for the
    index included, is committed together or not at all.

    Returns `id` and `outcome`.
    """
    key = SourceKey(system=dataset["source_system"], id=dataset["source_id"])
    # The address is chosen once; which one a source proposes later does not count.
    stamp = fingerprint({k: v for k, v in dataset.items() if k != "name"})
    known = _known(key)
    if known and known.fingerprint == stamp:
        return {"id": known.package_id, "outcome": Outcome.UNCHANGED}
    try:
        package_id = _save(context, dataset, known.package_id if known else None)
        _remember(key, package_id, stamp)
        outbox.note(package_id)
        model.repo.commit()
    except Exception:
        model.Session.rollback()
        raise
    outcome = Outcome.UPDATED if known else Outcome.CREATED
    return {"id": package_id, "outcome": outcome}


def _save(context: dict[str, Any], dataset: dict[str, Any], package_id: str | None) -> str:
    inner = {**context, "defer_commit": True, "return_id_only": True}
    if package_id is None:
        return _create(inner, dataset)
    return _update(inner, {**dataset, "id": package_id})


def _create(context: dict[str, Any], dataset: dict[str, Any]) -> str:
    if not any("upload" in resource for resource in dataset.get("resources", [])):
        return str(tk.get_action("package_create")(context, dataset))
    # Core stores files only on update: first the dataset, then its files.
    package_id = tk.get_action("package_create")(dict(context), {**dataset, "resources": []})
    model.Session.flush()
    return _update(dict(context), {**dataset, "id": package_id})


def _update(context: dict[str, Any], dataset: dict[str, Any]) -> str:
    shown = tk.get_action("package_show")(
        {"ignore_auth": True, "use_cache": False}, {"id": dataset["id"]}
    )
    resources = carry_over(shown["resources"], dataset.get("resources", []))
    for resource in resources:
        if callable(resource.get("upload")):
            resource["upload"] = resource["upload"]()
    # A published address is never rewritten: `name` is only a proposal.
    kept = {**dataset, "name": shown["name"], "resources": resources}
    return str(tk.get_action("package_update")(context, kept))


def _known(key: SourceKey) -> Any:
    columns = source_records.c
    # The lock keeps two writers of one record in line until the commit.
    lock = sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(f"{key.system}\n{key.id}", 1))
    model.Session.execute(sa.select(lock))
    query = sa.select(columns.package_id, columns.fingerprint).where(
        columns.source_system == key.system, columns.source_id == key.id
    )
    return model.Session.execute(query).one_or_none()


def _remember(key: SourceKey, package_id: str, stamp: str) -> None:
    values = {"package_id": package_id, "fingerprint": stamp}
    statement = insert(source_records).values(
        source_system=key.system, source_id=key.id, **values
    )
    model.Session.execute(
        statement.on_conflict_do_update(
            index_elements=["source_system", "source_id"],
            set_={**values, "written_at": sa.func.now()},
        )
    )
