"""Where a dataset stands in its life, and how that is changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.dongguan import account

from .. import decided, known, lives, verdict, wish
from ..case import case_of
from ..life import Life, event_of
from ..policy import Operation, Outcome
from ..widening import refuse_from

Context = dict[str, Any]
Data = dict[str, Any]


def dongguan_life_cycle_update(context: Context, data_dict: Data) -> dict[str, Any]:
    """Freeze, withdraw or embargo a dataset, send it back, or let it go again.

    What tightens acts at once. What widens needs the right to reclassify. The change, its
    row in the log of decisions and the work it leaves for every surface are one transaction.

    :param id: id or name of the dataset
    :type id: string
    :param state: draft, in_review, published, embargoed, frozen or withdrawn
    :type state: string
    :param until: the end of an embargo, ISO 8601 with its zone (2026-12-31T08:00+08:00)
    :type until: string
    :param inner_reason: why; goes into the log
    :type inner_reason: string
    :param public_reason: what may be said of it to everyone (optional)
    :type public_reason: string

    :returns: `id`, `state`, `until`, `case` and `audience`
    :rtype: dictionary
    """
    tk.check_access("dongguan_life_cycle_update", context, data_dict)
    package = _locked(tk.get_or_bust(data_dict, "id"))
    life, reasons = wish.life(data_dict, datetime.now(UTC)), wish.reasons(data_dict)
    found = _move(context, package, life, reasons)
    if not context.get("defer_commit"):
        model.repo.commit()
        _carry_on(found.dataset_id)
    return {
        "id": found.dataset_id,
        "state": life.state.value,
        "until": life.until.isoformat() if life.until else None,
        "case": found.case.value,
        "audience": found.case.audience.value,
    }


def _carry_on(dataset_id: str) -> None:
    """Take it out of the search now, and have a worker do the rest."""
    tk.get_action("dongguan_intake_drain")({"ignore_auth": True}, {"id": dataset_id})
    tk.get_action("dongguan_reclassification_start")({"ignore_auth": True}, {})


def _locked(reference: Any) -> model.Package:
    """Load the dataset for this transaction alone: two who press a button take turns."""
    package = model.Package.get(reference) if isinstance(reference, str) else None
    if package is None:
        raise tk.ObjectNotFound()
    lock = sa.select(model.Package.id).where(model.Package.id == package.id)
    model.Session.execute(lock.with_for_update())
    model.Session.refresh(package)
    return package


def _move(
    context: Context, package: model.Package, life: Life, reasons: dict[str, str]
) -> decided.Decided:
    old, before = lives.life_of(package.id), known.dataset(package.id)
    refuse_from(context, before, case_of(known.state_of(package, life), datetime.now(UTC)))
    by = account.id_of(context)
    lives.put(package.id, life, **reasons, changed_by=by or "")
    found = decided.derive(package)
    found.account, found.event = by, event_of(old.state, life.state)
    found.basis = reasons["inner_reason"]
    # What the index holds of it is older than this, for whoever asks in between.
    package.metadata_modified = datetime.now(UTC).replace(tzinfo=None)
    model.Session.flush()
    return found


@tk.side_effect_free
def dongguan_life_cycle_show(context: Context, data_dict: Data) -> dict[str, Any]:
    """Show where a dataset stands in its life, since when, by whom and why.

    :param id: id or name of the dataset
    :type id: string

    :returns: `state`, `until`, `inner_reason`, `public_reason`, `changed_by` (an account's
        id) and `changed_at`, or nothing but `state` where it was never stopped
    :rtype: dictionary
    """
    tk.check_access("dongguan_life_cycle_show", context, data_dict)
    dataset = known.dataset(tk.get_or_bust(data_dict, "id"))
    row = lives.row_of(dataset.id) if dataset else None
    if row is None:
        return {"state": "published"}
    shown = dict(row._mapping)
    shown.pop("dataset_id")
    if not context.get("ignore_auth") and not _has_whole(context, dataset):
        shown["inner_reason"] = ""
    return {**shown, "until": _iso(row.until), "changed_at": _iso(row.changed_at)}


def _has_whole(context: Context, dataset: known.Known | None) -> bool:
    """Tell whether somebody has the whole entry, what stays inside included."""
    return verdict.of(context, dataset, Operation.ENTRY) is Outcome.ALLOW


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds") if instant else None


ACTIONS = (dongguan_life_cycle_update, dongguan_life_cycle_show)
