"""What is restricted, at a glance: datasets with their cases, in few statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from .case import Case
from .model import decided_cases, life_cycles

_PACKAGE, _GROUP = model.Package, model.Group
_D, _L = decided_cases.c, life_cycles.c
_ORDER = (_D.since, _PACKAGE.id)
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which datasets: of a case, or all that are not open (`restricted`), or all."""

    cases: frozenset[Case]
    department: str = ""
    words: str = ""
    # Cases whose titles the asker may know: words are looked for in no others.
    nameable: frozenset[Case] = frozenset(Case)

    def where(self) -> list[Any]:
        """Write the conditions but the one on the case."""
        found = [_PACKAGE.state.in_(["active", "draft"])]
        if self.department:
            found.append(_PACKAGE.owner_org == self.department)
        if self.words:
            found.append(_D.case.in_([case.value for case in self.nameable]))
            found.append(
                sa.or_(
                    _PACKAGE.title.icontains(self.words, autoescape=True),
                    _PACKAGE.name.icontains(self.words, autoescape=True),
                )
            )
        return found


def counts(selection: Selection) -> dict[str, int]:
    """Count the datasets of each case, whichever case is chosen."""
    query = sa.select(_D.case, sa.func.count()).join(_PACKAGE, _PACKAGE.id == _D.dataset_id)
    rows = model.Session.execute(query.where(*selection.where()).group_by(_D.case))
    return {row[0]: row[1] for row in rows}


def page(selection: Selection, limit: int, offset: int) -> list[Any]:
    """Read some rows, those changed last first."""
    return list(model.Session.execute(_rows(selection).limit(limit).offset(offset)))


def every(selection: Selection) -> Iterator[tuple[list[Any], Mapping[str, Any]]]:
    """Read all rows, a few hundred at a time, each lot with when its data were last read.

    A dataset that is decided about meanwhile comes before all others and shifts none.
    """
    query = _rows(selection).limit(_AT_ONCE)
    rows = list(model.Session.execute(query))
    while rows:
        yield rows, last_reads(rows)
        after = sa.tuple_(*_ORDER) < sa.tuple_(rows[-1].since, rows[-1].id)
        rows = list(model.Session.execute(query.where(after)))


def _rows(selection: Selection) -> sa.Select[Any]:
    columns = (
        _PACKAGE.id, _PACKAGE.name, _PACKAGE.title, _PACKAGE.owner_org,
        _PACKAGE.extras["level"].astext.label("level"),
        _GROUP.title.label("department"), _GROUP.name.label("department_name"),
        _D.case, _D.cause, _D.basis, _D.account, _D.since,
        _L.state.label("life"), _L.until,
    )  # fmt: skip
    return (
        sa.select(*columns)
        .join(decided_cases, _D.dataset_id == _PACKAGE.id)
        .outerjoin(_GROUP, _GROUP.id == _PACKAGE.owner_org)
        .outerjoin(life_cycles, _L.dataset_id == _PACKAGE.id)
        .where(*selection.where(), _D.case.in_([case.value for case in selection.cases]))
        .order_by(*(column.desc() for column in _ORDER))
    )


def closed() -> list[str]:
    """List the ids of the datasets that are not open, deleted ones too, in their order."""
    query = sa.select(_PACKAGE.id).join(decided_cases, _D.dataset_id == _PACKAGE.id)
    query = query.where(_D.case != Case.OPEN.value).order_by(_PACKAGE.id)
    return list(model.Session.scalars(query))


def last_reads(rows: list[Any]) -> Mapping[str, Any]:
    """Ask the log when the data of some datasets were last read (by their ids)."""
    asked = {"datasets": [row.id for row in rows]}
    found: Mapping[str, Any] = tk.get_action("dongguan_audit_last_reads")(
        {"ignore_auth": True}, asked
    )
    return found


def account_names(rows: list[Any]) -> dict[str, str]:
    """Map the accounts of some rows to the names they have now."""
    user = model.User.__table__
    ids = {row.account for row in rows if row.account}
    query = sa.select(user.c.id, user.c.name).where(user.c.id.in_(ids))
    return {row.id: row.name for row in model.Session.execute(query)} if ids else {}
