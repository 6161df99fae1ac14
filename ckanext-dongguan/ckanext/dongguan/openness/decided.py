"""What each dataset is decided to be: a change is noticed at every door and put on record.

Whatever stores a dataset has its case derived here. Before the transaction commits, the
cases are compared with those of the last decision, all at once: what has changed goes into
the log of decisions and to the room that carries a change to every surface, in the same
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan import account
from ckanext.dongguan.audit.entry import LONGEST_REASON

from . import policy, verdict
from .case import Case, case_of
from .decision import Cause, OpenClass, State, judge
from .model import decided_cases
from .width import widens

_PENDING = "dongguan_decided"
_COLUMNS = decided_cases.c


@dataclass(kw_only=True)
class Decided:
    """A dataset with its case, why it is so, by whom; `event` where somebody asked for it."""

    dataset_id: str
    case: Case
    cause: Cause
    basis: str
    account: str | None = None
    event: str = ""


def derive(package: model.Package) -> Decided:
    """Decide from what is stored; a caller's own `private` is not believed."""
    return _note(package, verdict.state_of(package))


def delete(package: model.Package) -> Decided:
    """Decide about a dataset that core is about to mark as deleted."""
    return _note(package, replace(verdict.state_of(package), is_deleted=True))


def _note(package: model.Package, state: State) -> Decided:
    now = datetime.now(UTC)
    found = Decided(
        dataset_id=package.id,
        case=case_of(state, now),
        cause=judge(state, now).cause,
        basis=basis_of(package.extras or {}),
    )
    package.private = not found.case.is_entry_public
    model.Session().info.setdefault(_PENDING, {})[package.id] = found
    return found


def pending(dataset_id: str) -> Decided | None:
    """Return what the running transaction has decided about a dataset."""
    found: dict[str, Decided] = model.Session().info.get(_PENDING, {})
    return found.get(dataset_id)


def sign(context: Any, dataset_id: str) -> Decided | None:
    """Write down who made the change of the running transaction."""
    found = pending(dataset_id)
    if found is not None:
        found.account = account.id_of(context)
    return found


def last(dataset_ids: Iterable[str]) -> Mapping[str, Any]:
    """Read the last decisions about datasets, by their ids."""
    query = sa.select(decided_cases).where(_COLUMNS.dataset_id.in_(list(dataset_ids)))
    return {row.dataset_id: row for row in model.Session.execute(query)}


def forget(session: Any) -> None:
    """Drop what was decided in a transaction that came to nothing."""
    session.info.pop(_PENDING, None)


def record(session: Any) -> None:
    """Put on record what the transaction changes, before it commits."""
    found: dict[str, Decided] = session.info.pop(_PENDING, {})
    if not found:
        return
    known = last(found)
    changed = [one for one in found.values() if _is_change(one, known.get(one.dataset_id))]
    if not changed:
        return
    keep(changed)
    rows = [_audit_row(one, known.get(one.dataset_id)) for one in changed]
    _tell("dongguan_audit_write_many", {"rows": [row for row in rows if row]})
    begun = [_begun(one, known.get(one.dataset_id)) for one in changed]
    _tell("dongguan_reclassification_begin", {"changes": [each for each in begun if each]})


def keep(decided: Iterable[Decided]) -> None:
    """Store decisions as the last ones."""
    values = [
        {
            "dataset_id": one.dataset_id, "case": one.case.value, "cause": one.cause.value,
            "basis": one.basis[:LONGEST_REASON], "account": one.account,
        }
        for one in decided
    ]  # fmt: skip
    statement = insert(decided_cases)
    again = {name: statement.excluded[name] for name in ("case", "cause", "basis", "account")}
    model.Session.execute(
        statement.on_conflict_do_update(
            index_elements=["dataset_id"], set_={**again, "since": sa.func.clock_timestamp()}
        ),
        values,
    )


def basis_of(extras: Mapping[str, Any]) -> str:
    """Read why a dataset is opened or withheld from its fields."""
    is_withheld = extras.get("open_class") == OpenClass.WITHHELD
    first, second = ("withheld_basis", "opening_basis")[:: 1 if is_withheld else -1]
    return str(extras.get(first) or extras.get(second) or "")


def _is_change(now: Decided, before: Any) -> bool:
    return bool(now.event) or before is None or (before.case, before.cause) != (
        now.case.value, now.cause.value,
    )  # fmt: skip


def _audit_row(now: Decided, before: Any) -> dict[str, Any] | None:
    if before is None and not now.case.is_entry_public and not now.event:
        # An entry that is being made, and that nobody outside may know of.
        return None
    is_new = before is None or widens(Case(before.case), now.case, policy.load())
    return {
        "event": now.event or ("publish" if before is None else "class_change"),
        "operation": "widen" if is_new else "tighten",
        "outcome": "allow",
        "account": now.account,
        "dataset": now.dataset_id,
        "rule": now.cause.value or None,
        "detail": {"from": before.case if before else "", "to": now.case.value},
        "reason": now.basis[:LONGEST_REASON] or None,
    }


def _begun(now: Decided, before: Any) -> dict[str, Any] | None:
    if before is None and not now.event:
        return None
    if before is not None and before.case == now.case.value and not now.event:
        return None
    return {
        "dataset_id": now.dataset_id,
        "event": now.event or "class_change",
        "from_case": before.case if before else None,
        "to_case": now.case.value,
        "reason": now.basis,
        "account": now.account,
    }


def _tell(name: str, data_dict: dict[str, list[Any]]) -> None:
    if not any(data_dict.values()):
        return
    try:
        action = tk.get_action(name)
    except KeyError:
        return
    action({"ignore_auth": True, "user": "", "defer_commit": True}, data_dict)
