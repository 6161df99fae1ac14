"""How a command shows a run: a bar on stderr while it works, then its result on stdout."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.clock import now
from ckanext.dongguan.harvesters.run import Result
from ckanext.dongguan.jobs.progress import Progress

from . import helpers, runs

STEP = 25


class Bar:
    """A bar on a terminal, a line now and then in a log; its estimate only falls."""

    def __init__(self) -> None:
        self._state = Progress(started_at=now())
        self._shown = -1
        # A run itself speaks Chinese: the words are chosen before it begins.
        self._text = str(tk._("Harvesting {done}/{total}"))
        self._left = str(tk._(", about {seconds} s left"))

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Show how far the run is."""
        self._state = self._state.advance(done, total, message, at=now())
        left = self._state.remaining_seconds
        text = self._text.format(done=done, total=total)
        text += "" if left is None else self._left.format(seconds=left)
        if sys.stderr.isatty():
            bar = "#" * (self._state.percent // 4)
            click.echo(f"\r\033[K[{bar:<25}] {text}", nl=False, err=True)
        elif done // STEP != self._shown // STEP or done == total:
            click.echo(text, err=True)
        self._shown = done

    def end(self) -> None:
        """Leave the line of the bar."""
        if sys.stderr.isatty() and self._shown >= 0:
            click.echo(err=True)


def tell(run_id: str, result: Result) -> None:
    """Print what came of a run: counts, what was not taken, cost."""
    shown = runs.show(run_id)
    if shown is None:
        return
    click.echo(result_of(shown))
    for fault in result.tally.faults:
        click.echo(f"  {fault.remote_id}  {fault.title}  {fault.sentence}")
    if shown["cost"]:
        click.echo(tk._("Cost: {cost}").format(cost=cost_of(shown["cost"])))


def result_of(run: Mapping[str, Any]) -> str:
    """Write state and counts of a run."""
    counts = helpers.dongguan_harvest_counts(dict(run))
    told = [f"{word} {number}" for word, number in counts]
    state = helpers.dongguan_harvest_state(dict(run))
    dry = f" ({tk._('Dry run')})" if run["is_dry"] else ""
    if run["state"] == "running":
        told = [helpers.dongguan_harvest_progress(run), *told]
    nothing = tk._("Nothing to do") if run["state"] == "succeeded" else ""
    return f"{state}{dry}  {'  '.join(told) or nothing}".rstrip()


def cost_of(cost: Mapping[str, Any]) -> str:
    """Write what a run cost."""
    words = str(
        tk._("{requests} requests, {size}, {sql} SQL, {solr} to the index, {seconds} s")
    )
    known = {name: cost.get(name, 0) for name in ("requests", "sql", "solr", "seconds")}
    return words.format(size=helpers.dongguan_harvest_size(cost.get("bytes")), **known)


def state_of(source: Mapping[str, Any]) -> str:
    """Write how a source stands: approval, last run, age of the data, what waits."""
    last = source["last_run"]
    ended = str(tk._("Never run"))
    if last:
        ended = f"{result_of(last)}  {helpers.dongguan_harvest_time(last['started_at'])}"
    live = tk._("Switched off") if source["approved_at"] else tk._("Not approved")
    is_live = source["approved_at"] and source["is_active"]
    parts = [
        *([] if is_live else [str(live)]),
        ended,
        f"{tk._('Wait for a decision')} {source['waiting']}",
    ]
    return "\t".join(parts)


def row(run: Mapping[str, Any]) -> str:
    """Write a run in one line, with what was wrong and what to do."""
    cost = f"  {cost_of(run['cost'])}" if run["cost"] else ""
    problem = run["problem"]
    said = (
        f"\n  {problem['place']}：{problem['cause']}。{problem['remedy']}。" if problem else ""
    )
    return f"{result_of(run)}{cost}{said}"
