"""One source's records as the portal knows them: the ledger of a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ckanext.dongguan.harvesters.difference import Disappearance, Known, is_due
from ckanext.dongguan.harvesters.found import Mark
from ckanext.dongguan.harvesters.ledger import Portion, Receipt, Told
from ckanext.dongguan.harvesters.seen import Seen

from . import absence, entering, receipts, refusals, weighing
from .mandate import Mandate
from .model import items, marks

_COLUMNS = items.c
# Rows that are read from the database together.
A_PART = 5_000


@dataclass(kw_only=True)
class PortalLedger:
    """The ledger of a source for one run."""

    mandate: Mandate
    grace: timedelta = timedelta(days=7)
    # Runs since the last good one in which the source's pages repeated themselves.
    looped: frozenset[str] = frozenset()
    solr: int = field(default=0, init=False)

    def known(self, remote_ids: Sequence[str]) -> Mapping[str, Known]:
        """Look records up in one statement."""
        if not remote_ids:
            return {}
        query = sa.select(
            _COLUMNS.remote_id, _COLUMNS.hash, _COLUMNS.stamp, _COLUMNS.version,
            _COLUMNS.package_id, _COLUMNS.audience, _COLUMNS.open_class, _COLUMNS.decision,
            _COLUMNS.given, _COLUMNS.kept, _COLUMNS.run,
        ).where(
            _COLUMNS.source == self.mandate.source,
            _COLUMNS.remote_id == sa.any_(sa.cast(list(remote_ids), sa.ARRAY(sa.Text))),
        )  # fmt: skip
        with model.meta.engine.connect() as connection:
            return {row.remote_id: _known(row) for row in connection.execute(query)}

    def refused(self, remote_ids: Sequence[str]) -> Collection[str]:
        """Name those that an earlier run refused and none has taken since."""
        return refusals.among(self.mandate.source, remote_ids)

    def active(self) -> int:
        """Count the records that are in the catalogue and not missing."""
        query = sa.select(sa.func.count()).where(
            _COLUMNS.source == self.mandate.source, _COLUMNS.missing_since.is_(None)
        )
        with model.meta.engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def apply(self, portion: Portion) -> Sequence[Told]:
        """Write a portion and what the ledger says of it in one transaction, then index."""
        told, requests = entering.enter(self.mandate, portion)
        self.solr += requests
        return told

    def weigh(self, portion: Portion) -> Sequence[Told]:
        """Say what would come of a portion; note its faults beside the dry run."""
        return weighing.weigh(self.mandate, portion)

    def receipt(self, number: str) -> Receipt | None:
        """Find what came of a delivery."""
        return receipts.find(self.mandate.source, number)

    def mark(self, key: str) -> Mark | None:
        """Find what an answer was like when all of it was in."""
        query = sa.select(marks).where(
            marks.c.source == self.mandate.source, marks.c.key == key
        )
        with model.meta.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return row and Mark(
            key=key, etag=row.etag, last_modified=row.last_modified, ids=row.ids, note=row.note
        )

    def keep_marks(self, found: Sequence[Mark]) -> None:
        """Remember answers."""
        rows = [
            {
                "source": self.mandate.source, "key": one.key, "etag": one.etag,
                "last_modified": one.last_modified, "note": one.note, "ids": list(one.ids),
            }
            for one in found
        ]  # fmt: skip
        if not rows:
            return
        statement = insert(marks)
        told = {n: statement.excluded[n] for n in ("etag", "last_modified", "note", "ids")}
        statement = statement.on_conflict_do_update(index_elements=["source", "key"], set_=told)
        with model.meta.engine.begin() as connection:
            connection.execute(statement, rows)

    def gone(self, seen: Seen | None, now: datetime) -> Disappearance:
        """Find what is in the ledger, not withdrawn and was not seen."""
        excusing = sa.or_(_COLUMNS.is_excused, self._is_looped())
        query = sa.select(_COLUMNS.remote_id, _COLUMNS.missing_since, excusing).where(
            _COLUMNS.source == self.mandate.source, _COLUMNS.withdrawn_at.is_(None)
        )
        fresh, due, waiting, active, excused = [], [], 0, 0, 0
        with model.meta.engine.connect() as connection:
            # A part at a time: a hundred thousand rows would stay in memory.
            found = connection.execution_options(yield_per=A_PART).execute(query)
            for remote_id, since, is_excused in found:
                active += 1
                if (seen is None and since is None) or (seen and remote_id in seen):
                    continue
                excused += is_excused
                if is_due(since or now, now, self.grace):
                    due.append(remote_id)
                elif since is None:
                    fresh.append(remote_id)
                else:
                    waiting += 1
        return Disappearance(
            active=active, fresh=tuple(sorted(fresh)), due=tuple(sorted(due)),
            waiting=waiting, excused=excused,
        )  # fmt: skip

    def _is_looped(self) -> sa.ColumnElement[bool]:
        return _COLUMNS.first_run.in_(self.looped)

    def note_missing(
        self, remote_ids: Sequence[str], now: datetime, *, is_confirmed: bool
    ) -> None:
        """Begin the grace period of records."""
        absence.note(self.mandate.source, remote_ids, now, is_confirmed or self._is_looped())

    def withdraw(self, remote_ids: Sequence[str], now: datetime) -> None:
        """Withdraw the datasets of records, with a reason."""
        self.solr += absence.withdraw(self.mandate.source, remote_ids, now, self.grace)

    def restore(self, seen: Seen) -> int:
        """End the absence of records that were seen again; count those withdrawn before."""
        count, requests = absence.restore(self.mandate.source, seen)
        self.solr += requests
        return count


def _known(row: Any) -> Known:
    return Known(
        hash=row.hash, stamp=row.stamp, version=row.version, package_id=row.package_id,
        audience=row.audience, opening=(row.open_class, row.decision), given=row.given,
        kept=row.kept, run=row.run,
    )  # fmt: skip
