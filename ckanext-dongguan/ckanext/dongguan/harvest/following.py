"""Follow a source once: lock, adapter, engine, and a run that says how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from ckan import model

from ckanext.dongguan import account, garbage
from ckanext.dongguan.clock import now
from ckanext.dongguan.directory.provider_finder import provider_finder
from ckanext.dongguan.harvesters import registry
from ckanext.dongguan.harvesters.adapter import Adapter
from ckanext.dongguan.harvesters.difference import Mode
from ckanext.dongguan.harvesters.engine import Follow
from ckanext.dongguan.harvesters.guard import Guard
from ckanext.dongguan.harvesters.problem import LoopingError, SourceError
from ckanext.dongguan.harvesters.run import Control, Result, Rules
from ckanext.dongguan.harvesters.source import Source
from ckanext.dongguan.harvesters.window import may_call
from ckanext.dongguan.jobs.definition import Cancelled
from ckanext.dongguan.language import CHINESE
from ckanext.dongguan.speech import spoken

from . import cost, lock, notices, runs, sources, turns, weighing
from .ledger import PortalLedger
from .mandate import Mandate
from .notice import Ending
from .sources import Stored
from .watch import Watch, counts_of


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants of a run; without a mode the source's own state decides."""

    source: str
    by: str = ""
    mode: Mode | None = None
    is_dry: bool = False
    most_records: int = 0


def follow(wish: Wish, control: Control) -> tuple[str, Result]:
    """Follow a source; return the id of the run and what came of it.

    :raises SourceError: the run could not begin
    """
    stored = found(wish.source)
    if not wish.is_dry and not stored.is_live:
        raise SourceError(
            f"来源 {wish.source}", "尚未批准或已停用", "请先预览并批准该来源，再开始汇聚"
        )
    if not may_call(stored.policy.hours, now()):
        raise SourceError(
            f"来源 {wish.source}",
            f"现在不在可调用时段（{'、'.join(stored.policy.windows)}）",
            "请在该时段内运行，或修改来源的时段",
        )
    with spoken(CHINESE), garbage.of_this_work_alone(), lock.held(wish.source):
        runs.close_interrupted(wish.source)
        return _follow(stored, wish, control)


def found(name: str) -> Stored:
    """Read a source; raises SourceError for one that is not there."""
    stored = sources.find(name)
    if stored is None:
        raise SourceError(f"来源 {name}", "没有这个来源", "请核对名称，或先登记该来源")
    return stored


def _follow(stored: Stored, wish: Wish, control: Control) -> tuple[str, Result]:
    mode = wish.mode or _mode(stored)
    source = stored.source
    version = registry.version_of(source)
    run = runs.begin(source.name, mode.value, version, wish.by, is_dry=wish.is_dry)
    result = Result()
    try:
        with cost.counted() as counts:
            adapter = opened(source)
            ledger = _ledger(stored, _mandate(stored, run, version))
            rules = _rules(stored, wish, mode)
            watch = Watch(run=run, control=control, hours=stored.policy.hours, clock=now)
            engine = Follow(adapter, ledger, rules, watch)
            result = watch.result = engine.result
            engine.run()
    except BaseException as error:
        model.Session.rollback()
        _break_off(run, stored, wish, error, result)
        raise
    finally:
        model.Session.remove()
    counts.update(adapter.cost())
    counts["solr"] = ledger.solr
    _finish(run, stored, wish, result, dict(counts))
    _go_on(stored, wish, mode, result)
    return run, result


def _break_off(
    run: str, stored: Stored, wish: Wish, error: BaseException, result: Result
) -> None:
    """Close a run that ended in the middle; what it had written by then is counted."""
    is_cancelled = isinstance(error, Cancelled | KeyboardInterrupt)
    counts = counts_of(result)
    ending = Ending(state="cancelled" if is_cancelled else "failed", counts=counts)
    runs.finish(run, ending.state, _hearers(stored, wish, ending), counts=ending.counts)


def _hearers(stored: Stored, wish: Wish, ending: Ending) -> list[str]:
    """List who hears of the end; nobody of a run that was only imagined."""
    return [] if wish.is_dry else notices.recipients(stored.policy, ending)


def _mode(stored: Stored) -> Mode:
    """Read all of a source now and then, and what changed in between."""
    whole = stored.row["read_whole_at"]
    every = timedelta(days=stored.policy.full_every_days)
    is_fresh = whole is not None and now() - whole < every
    return Mode.INCREMENTAL if is_fresh and stored.row["cursor"] else Mode.FULL


def _ledger(stored: Stored, mandate: Mandate) -> PortalLedger:
    looped = runs.looped(stored.source.name)
    return PortalLedger(mandate=mandate, grace=stored.policy.grace, looped=looped)


def _mandate(stored: Stored, run: str, version: str) -> Mandate:
    return Mandate(
        source=stored.source.name, system=stored.source.system, run=run, version=version,
        user=account.of_site()["user"], kept=stored.policy.kept_fields,
    )  # fmt: skip


def _rules(stored: Stored, wish: Wish, mode: Mode) -> Rules:
    return Rules(
        mode=mode,
        cursor=stored.row["cursor"] or {},
        opening=stored.row["opening"],
        shrink_share=stored.policy.shrink_percent / 100,
        is_shrink_confirmed=stored.row["shrink_confirmed_at"] is not None,
        is_dry=wish.is_dry,
        most_records=wish.most_records,
        resumed=runs.cut_off(stored.source.name),
        portion=stored.source.limits.portion,
        record_bytes=stored.source.limits.record_bytes,
        clock=now,
    )


def _finish(
    run: str, stored: Stored, wish: Wish, result: Result, spent: dict[str, Any]
) -> None:
    problem = result.problem
    told = problem and {
        "place": problem.place, "cause": problem.cause, "remedy": problem.remedy,
        "needs_person": result.needs_person, "is_looping": isinstance(problem, LoopingError),
    }  # fmt: skip
    tally = result.tally
    public = (
        {"count": tally.public_count, "first": tally.public} if tally.public_count else None
    )
    ending = Ending(
        state="failed" if problem else "succeeded",
        counts=counts_of(result),
        needs_person=result.needs_person,
    )
    runs.finish(
        run, ending.state, _hearers(stored, wish, ending), problem=told, cost=spent,
        public=public, counts=dict(ending.counts),
    )  # fmt: skip


def _go_on(stored: Stored, wish: Wish, mode: Mode, result: Result) -> None:
    """Keep where the next run begins; one that did not come to its end keeps nothing."""
    if wish.is_dry or wish.most_records or result.problem:
        return
    values: dict[str, Any] = {"cursor": dict(result.cursor), "shrink_confirmed_at": None}
    if mode is Mode.FULL and result.is_whole:
        values["read_whole_at"] = now()
    sources.note(stored.source.name, **values)


def opened(source: Source) -> Adapter:
    """Make the adapter of a source; what else the portal calls on its host counts too."""
    return registry.open_source(
        source, provider_finder(), lambda: Guard(source.address, source.limits, turn=turns.turn)
    )


def preview(name: str, most: int = 20) -> tuple[list[dict[str, Any]], SourceError | None]:
    """Read the first records of a source as they would become datasets; write nothing."""
    from .previewing import first

    stored = found(name)
    adapter = opened(stored.source)
    mandate = _mandate(stored, run="", version=adapter.version)
    with spoken(CHINESE):
        return first(
            adapter, stored.row["opening"], most, now(), partial(weighing.verdicts, mandate)
        )
