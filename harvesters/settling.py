"""The end of a run: what vanished from a source, and what is back, without CKAN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .difference import Disappearance, Outcome, is_believable
from .found import Batch
from .ledger import Ledger
from .problem import SourceError
from .run import Result, Rules
from .seen import Seen


@dataclass(frozen=True)
class Settling:
    """Missing, then a grace period, then withdrawn; a shrinking source asks a person.

    Only a listing that is whole says anything about what is not in it.
    """

    ledger: Ledger
    rules: Rules
    result: Result
    report: Callable[[], None]

    def settle(self, last: Batch, seen: Seen, total: int) -> None:
        """Settle a run whose last batch this was.

        :raises SourceError: a listing that should be whole is not
        """
        if not self.rules.is_dry:
            self.result.tally.count(Outcome.RESTORED, self.ledger.restore(seen))
        if last.is_partial:
            self.result.cursor = last.cursor
            return
        if not last.is_whole and not last.is_count_right:
            raise _short(total, len(seen))
        self.result.is_whole = True
        gone = self.ledger.gone(seen if last.is_whole else None, self.rules.clock())
        if not self._is_let_go(gone, seen):
            self.result.needs_person = True
            self.result.problem = _shrunk(gone)
            return
        self._let_go(gone)
        self.result.cursor = last.cursor

    def _is_let_go(self, gone: Disappearance, seen: Seen) -> bool:
        if self.rules.is_shrink_confirmed and seen:
            return True
        return is_believable(gone, self.rules.shrink_share)

    def _let_go(self, gone: Disappearance) -> None:
        tally, now = self.result.tally, self.rules.clock()
        tally.count(Outcome.MISSING, len(gone.fresh) + gone.waiting)
        if self.rules.is_dry:
            tally.count(Outcome.WITHDRAWN, len(gone.due))
            return
        if gone.fresh:
            is_confirmed = self.rules.is_shrink_confirmed
            self.ledger.note_missing(gone.fresh, now, is_confirmed=is_confirmed)
        for start in range(0, len(gone.due), self.rules.portion):
            chosen = gone.due[start : start + self.rules.portion]
            self.ledger.withdraw(chosen, now)
            tally.count(Outcome.WITHDRAWN, len(chosen))
            self.report()


def _short(total: int, listed: int) -> SourceError:
    return SourceError(
        "来源目录",
        f"目录不完整：来源称共 {total} 条，实际列出 {listed} 条",
        "列出的记录已收录，缺少的未作处理；请来源单位核对分页与总数",
    )


def _shrunk(gone: Disappearance) -> SourceError:
    return SourceError(
        "来源目录",
        f"原有 {gone.active} 条记录，这次缺少 {gone.count} 条，超过允许的比例",
        "没有撤回任何数据；请与来源单位核实，确属下线的，在来源页面确认后再次汇聚",
    )
