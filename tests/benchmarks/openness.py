"""Anonymous open pages with the room `openness`, beside the same pages without it.

Peer: the same portal in a process of its own, on the same data, where the room lets
everything pass, looks nothing up and leaves nothing out of an entry. Pages are compared
first, the peer's with what the public part of an entry leaves out (who decided, how
departments share) taken out for that one time; timed is the peer as it is. No page is kept
by either (room `cache`). The two take turns page by page, and each answer is set against the
other's of the same moment, so that what else the machine does falls on both; the middle of
these pairs counts. Both are started anew a few times: where a process happens to lie in memory
is worth some percent by itself.
"""

from __future__ import annotations

import difflib
import json
import multiprocessing
import pprint
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, product
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan.tests import helpers

from ckanext.dongguan.security import pace

sys.path.insert(0, str(Path(__file__).parent))
from _openness_off import Peer
from _portal import Cost, case, portal, serving, tell, timed

# Datasets, how often both are started, rounds of all pages after each start.
SIZES = {"small": (20, 2, 8), "full": (200, 5, 30)}
OPENING = {
    "opening_decided_by": "测试单位", "opening_decided_on": "2026-01-05",
    "opening_basis": "测试依据", "secrecy_reviewed_by": "测试单位保密办",
    "secrecy_reviewed_on": "2026-01-04", "secrecy_basis": "测试审查意见",
}  # fmt: skip
# What differs from one answer to the next: form tokens, moments, names of unnamed nodes.
PASSING = re.compile(
    r'name="_csrf_token" (?:content|value)="[^"]*"|<updated>[^<]*</updated>|"help": "[^"]*"'
    r"|\bN[0-9a-f]{32}\b"
)


def sow(count: int) -> list[str]:
    """Make open datasets with a file; return the pages that are asked for."""
    made = [
        helpers.call_action(
            "package_create", name=f"gongjiao-{n}", title=f"东莞市第{n}号公交站点信息",
            notes="全市公交站点的名称和位置。", owner_org="dg-jtysj", theme="04",
            open_class="unconditional", share_class="unconditional", share_method="file",
            update_frequency="monthly", tags=[{"name": f"线路{n % 7}"}], **OPENING,
            resources=[{"name": "站点", "url": f"http://x.example/{n}.csv", "format": "CSV"}],
        )
        for n in range(count)
    ]  # fmt: skip
    one, two = made[:2]
    file = one["resources"][0]["id"]
    return [
        "/", "/dataset/", "/dataset/?q=公交&tags=线路3", f"/dataset/{one['name']}",
        f"/dataset/{two['name']}", f"/dataset/{one['id']}/resource/{file}",
        f"/dataset/{one['name']}.ttl", "/organization/dg-jtysj", "/feeds/dataset.atom",
        f"/api/3/action/package_show?id={one['name']}", "/api/3/action/package_search?q=公交",
        "/api/3/action/tag_list",
    ]  # fmt: skip


def serve(line: Connection, *, is_on: bool) -> None:
    """Answer in a process of its own: a list of pages is fetched and timed."""
    peer = Peer()
    if not is_on:
        peer.switch_off()
    # Nobody asks as often as this; how fast somebody may ask is another room's matter.
    pace.before_request = lambda: None
    client = serving().test_client(use_cookies=False)
    if tk.config["ckanext.dongguan.cache.enabled"]:
        raise click.ClickException("pages are kept: that would measure nothing")
    line.send("ready")
    # The first pages are those that are compared.
    peer.is_compared = True
    while pages := line.recv():
        bodies, cost = timed(lambda: [client.get(page) for page in pages])
        line.send(([(b.status_code, b.get_data(as_text=True)) for b in bodies], cost))
        peer.is_compared = False


@contextmanager
def server(*, is_on: bool) -> Iterator[Callable[[list[str]], Any]]:
    """Start a portal with the room or without it; give what asks it for pages."""
    ours, theirs = multiprocessing.Pipe()
    started = multiprocessing.get_context("spawn").Process(
        target=serve, args=(theirs,), kwargs={"is_on": is_on}
    )
    started.start()
    ours.recv()

    def ask(pages: list[str]) -> Any:
        ours.send(pages)
        return ours.recv()

    try:
        yield ask
    finally:
        ours.send([])
        started.join()


def plain(answer: tuple[int, str]) -> tuple[int, Any]:
    """Show an answer without what must differ; keywords are a set, whatever their order."""
    status, text = answer[0], PASSING.sub("", answer[1])
    try:
        result = json.loads(answer[1])["result"]
    except ValueError:
        return status, sorted(text.splitlines()) if "@prefix" in text else text
    return status, sorted(result) if isinstance(result, list) else result


def unequal(pages: list[str], mine: list[Any], others: list[Any]) -> list[str]:
    """List the pages that are not the same, and say where they are not."""
    found = []
    for page, ours, theirs in zip(pages, map(plain, mine), map(plain, others), strict=True):
        if ours != theirs or ours[0] != 200:
            found.append(page)
            lines = difflib.unified_diff(
                *(pprint.pformat(x).splitlines() for x in (theirs, ours))
            )
            click.echo(f"{page}\n" + "\n".join(islice(lines, 40)), err=True)
    return found


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
def main(size: str) -> None:
    """Measure what the room costs on open pages."""
    count, starts, rounds = SIZES[size]
    with portal():
        pages = sow(count)
    wrong: list[str] = []
    pairs: list[Pair] = []
    for _ in range(starts):
        with server(is_on=True) as ours, server(is_on=False) as theirs:
            wrong += unequal(pages, ours(pages)[0], theirs(pages)[0])
            pairs += measure(ours, theirs, pages, rounds)
    tell("openness", [told(pages, pairs, equal=not wrong, datasets=count)])


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What one page cost with the room and without it, one right after the other."""

    page: str
    ours: Cost
    peer: Cost


def measure(ours: Any, theirs: Any, pages: list[str], rounds: int) -> list[Pair]:
    """Let both answer each page in turns."""
    pairs = []
    for number, page in product(range(-1, rounds), pages):
        turns = [("ours", ours), ("peer", theirs)]
        costs = {k: ask([page])[1] for k, ask in (turns if number % 2 else reversed(turns))}
        pairs.append(Pair(page=page, **costs))
    # In the first round both still warm up.
    return pairs[len(pages) :]


def told(pages: list[str], pairs: list[Pair], *, equal: bool, datasets: int) -> Any:
    """Describe the case: milliseconds an answer, and ratios of the pairs, all and by page."""
    middle = {
        side: statistics.fmean(
            statistics.median(getattr(p, side).wall for p in pairs if p.page == page)
            for page in pages
        )
        for side in ("ours", "peer")
    }
    by_page = {page: ratios([p for p in pairs if p.page == page]) for page in pages}
    means = {
        k: round(statistics.fmean(r[k] for r in by_page.values()), 3) for k in ("wall", "cpu")
    }
    return case(
        "open", *middle.values(), "ms/answer", equal=equal,
        answers_per_second=round(1000 / middle["ours"], 1),
        answers_per_second_without=round(1000 / middle["peer"], 1),
        paired=means, by_page=by_page, datasets=datasets,
    )  # fmt: skip


def ratios(pairs: list[Pair]) -> dict[str, float]:
    """Give the middle of the pairs: how much of the answers a second is left with the room."""
    return {
        "wall": round(statistics.median(p.peer.wall / p.ours.wall for p in pairs), 3),
        "cpu": round(statistics.median(p.peer.cpu / p.ours.cpu for p in pairs), 3),
    }


if __name__ == "__main__":
    main()
