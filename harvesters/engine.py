"""Follow one source once: read, compare, apply in sets, settle what vanished.

It knows no queue and no CKAN: an adapter reads the source, a ledger stands for the
portal. Killed at any point and started anew it comes to the same end, because a portion
and its rows in the ledger are one transaction and everything else is compared again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .adapter import Adapter, Asked
from .difference import Known, Mode, Outcome
from .found import Batch, Content, Found, content_hash
from .ledger import Entry, Ledger, Told
from .opening import becomes_public, settle
from .pending import Pending
from .problem import RecordError, SourceError
from .run import Control, Result, Rules
from .seen import Seen
from .settling import Settling
from .tally import fault_of, legible

OUTCOMES = {
    "created": Outcome.ADDED,
    "updated": Outcome.CHANGED,
    "unchanged": Outcome.UNCHANGED,
}


class Follow:
    """One run of a source."""

    def __init__(
        self, adapter: Adapter, ledger: Ledger, rules: Rules, control: Control
    ) -> None:
        self._adapter, self._ledger = adapter, ledger
        self._rules, self._control = rules, control
        self.result = Result()
        self._seen = Seen()
        self._pending = Pending()
        self._total = 0
        # What was read of each delivery and is in no portion yet: it was unchanged.
        self._read: Counter[str] = Counter()

    def run(self) -> Result:
        """Follow the source to its end; a source that breaks off ends the run, not the portal.

        What was applied before stays. Raises only what `control` raises to end the run.
        """
        last = Batch()
        try:
            for batch in self._adapter.batches(self._asked()):
                self._take(batch)
                last = batch
                if self._is_enough():
                    break
            self._flush()
            self._settle(last)
        except SourceError as problem:
            self._flush()
            self.result.problem = problem
        except BaseException:
            # Neither written nor listed: the next run meets them again.
            self.result.tally.forget(self._pending.faults)
            raise
        finally:
            self._adapter.close()
        return self.result

    def _asked(self) -> Asked:
        rules = self._rules
        mark = self._ledger.mark if not rules.is_dry else (lambda _key: None)
        return Asked(
            mode=rules.mode, cursor=rules.cursor, active=self._active, mark=mark,
            receipt=self._ledger.receipt, may_tell=not rules.is_dry,
        )  # fmt: skip

    def _active(self) -> int:
        waiting = sum(1 for entry in self._pending.entries if not entry.known)
        return self._ledger.active() + waiting

    def _is_enough(self) -> bool:
        most = self._rules.most_records
        return bool(most) and self.result.tally.total + len(self._pending.entries) >= most

    def _take(self, batch: Batch) -> None:
        if batch.total:
            self._total = batch.total
        self._seen.update(batch.unchanged)
        self.result.tally.count(Outcome.UNCHANGED, len(batch.unchanged))
        self._take_named(batch.named)
        faults = len(self._pending.faults)
        self._compare(self._sound(batch.found))
        is_sound = len(self._pending.faults) == faults
        if batch.mark and is_sound:
            self._pending.marks.append(batch.mark)
        if batch.number:
            self._flush(batch)
        elif len(self._pending.entries) >= self._rules.portion:
            self._flush()
        self._report()

    def _take_named(self, remote_ids: Sequence[str]) -> None:
        """Count records that were not read; one that was refused is no unchanged one."""
        if not remote_ids:
            return
        refused = set(self._ledger.refused(remote_ids))
        self._seen.update(remote_ids)
        known = self._ledger.known(remote_ids).keys() - refused
        self.result.tally.count(Outcome.UNCHANGED, len(known))
        self.result.tally.count(Outcome.STILL_REFUSED, len(refused))

    def _sound(self, found: Sequence[Found]) -> list[Found]:
        """Leave out what has no id, an id twice, or cannot be read; say so of each."""
        sound = []
        for one in found:
            fault = one.fault
            if one.remote_id in self._seen and self._rules.mode is Mode.INCREMENTAL:
                # Listed among the changed ones, and again among all.
                continue
            if not one.remote_id:
                fault = ("记录没有标识", "请来源单位为每条记录给出唯一且不变的标识")
            elif one.remote_id != legible(one.remote_id):
                fault = ("记录的标识中有不成字符的字节", "请来源单位核对编码")
            elif one.remote_id in self._seen:
                fault = ("同一次目录中标识重复，只收录第一条", "请来源单位核对重复的记录")
            else:
                self._seen.add(one.remote_id)
            if fault:
                self._fail(one, *fault)
            else:
                sound.append(one)
        return sound

    def _compare(self, found: Sequence[Found]) -> None:
        known = self._ledger.known([one.remote_id for one in found])
        wanted = []
        for one in found:
            before = known.get(one.remote_id)
            if one.content is not None:
                self._weigh(one, one.content, before)
            elif self._is_as_listed(one, before):
                self.result.tally.count(Outcome.UNCHANGED)
            else:
                wanted.append(one)
        for one, content in self._adapter.details(wanted) if wanted else ():
            if isinstance(content, RecordError):
                self._fail(one, content.cause, content.remedy, content.place)
            else:
                self._weigh(one, content, known.get(one.remote_id))
            self._report()

    def _is_as_listed(self, one: Found, before: Known | None) -> bool:
        """Believe a source's own stamp where the run is not meant to see through it."""
        if before is None or not one.stamp:
            return False
        is_trusted = self._rules.mode is Mode.INCREMENTAL or before.run in self._rules.resumed
        same = (before.stamp, before.version) == (one.stamp, self._adapter.version)
        return is_trusted and same

    def _weigh(self, one: Found, content: Content, before: Known | None) -> None:
        try:
            fresh = self._hash(content)
        except RecordError as refusal:
            self._fail(one, refusal.cause, refusal.remedy, refusal.place)
            return
        if before and before.hash == fresh:
            self.result.tally.count(Outcome.UNCHANGED)
            if before.stamp != one.stamp:
                self._pending.stamps[one.remote_id] = one.stamp
            return
        try:
            self._pending.entries.append(self._entry(one, content, fresh, before))
        except RecordError as refusal:
            self._fail(one, refusal.cause, refusal.remedy, refusal.place)

    def _hash(self, content: Content) -> str:
        adapter, most = self._adapter, self._rules.record_bytes
        return content_hash(
            content, volatile=adapter.volatile, salt=adapter.version, most_bytes=most
        )

    def _entry(self, one: Found, content: Content, fresh: str, before: Known | None) -> Entry:
        dataset = self._adapter.dataset(content)
        given = (before and before.given) or self._rules.opening
        decided = before.opening if before else ("", "")
        settled = settle(dataset, decided, given, self._rules.clock())
        title = str(settled.dataset.get("title", "")) or one.title
        return Entry(
            remote_id=one.remote_id, title=title, dataset=settled.dataset, hash=fresh,
            stamp=one.stamp, audience=settled.audience, waiting=settled.waiting,
            opening=settled.opening, known=before, unread=legible(settled.unread),
        )  # fmt: skip

    def _fail(self, one: Found, cause: str, remedy: str, place: str = "") -> None:
        fault = fault_of(one.remote_id, one.title, place=place, cause=cause, remedy=remedy)
        self._pending.faults.append(fault)
        self.result.tally.fail(fault)

    def _flush(self, batch: Batch | None = None) -> None:
        pending, self._pending = self._pending, Pending()
        if self._rules.is_dry:
            self._count(pending.entries, self._ledger.weigh(pending.portion(Batch(), 0)))
            return
        part = batch or Batch()
        self._read[part.number] += len(part.found)
        if pending.entries or pending.faults or pending.stamps or part.closes:
            told = self._ledger.apply(pending.portion(part, self._read.pop(part.number)))
            refused = {one.remote_id for one in told if one.faults}
            self._count(pending.entries, told)
        else:
            told, refused = (), set()
        if pending.marks:
            kept = [mark for mark in pending.marks if refused.isdisjoint(mark.ids)]
            self._ledger.keep_marks(kept)
        if batch:
            reasons = {f.remote_id: f.sentence for f in pending.faults}
            reasons |= {t.remote_id: t.reason for t in told if t.faults}
            self._adapter.settled(batch, len(batch.found) - len(reasons), reasons)

    def _count(self, entries: Sequence[Entry], told: Sequence[Told]) -> None:
        tally = self.result.tally
        for entry, one in zip(entries, told, strict=True):
            if one.faults:
                tally.fail(one.faults[0])
                continue
            tally.count(_outcome(entry, one))
            if becomes_public(entry.known.audience if entry.known else "", entry.audience):
                tally.publish(entry.remote_id, entry.title)

    def _report(self) -> None:
        tally = self.result.tally
        done = tally.total + len(self._pending.entries)
        self._control.progress(done, max(self._total, done), "")

    def _settle(self, last: Batch) -> None:
        if self._is_enough():
            return
        end = Settling(self._ledger, self._rules, self.result, self._report)
        end.settle(last, self._seen, self._total)


def _outcome(entry: Entry, told: Told) -> Outcome:
    """Read what came of an entry, or what would."""
    if told.outcome == "held":
        return Outcome.CHANGED if entry.known else Outcome.ADDED
    return OUTCOMES[told.outcome]
