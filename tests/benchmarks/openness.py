"""Anonymous open pages with the room `openness`, beside the same pages without it.

Peer: the same portal in a process of its own, on the same data, where the room lets
everything pass, looks nothing up and leaves nothing out of an entry. Pages are compared
first, the peer's with what the public part of an entry leaves out (who decided, how
departments share) taken out for that one time; timed is the peer as it is. No page is kept
by either (room `cache`). The two take turns, batch by batch, so that what else the machine
does falls on both.
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
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan.tests import helpers

from ckanext.dongguan.security import pace

sys.path.insert(0, str(Path(__file__).parent))
from _portal import case, portal, serving, tell, timed

# Datasets, rounds, how often a round asks for each page.
SIZES = {"small": (20, 12, 1), "full": (200, 60, 2)}
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


class Peer:
    """The portal with the room switched off; `is_compared` while pages are compared."""

    is_compared = False

    def switch_off(self) -> None:
        """Let the room pass everything and look nothing up; what others count stays."""
        from ckanext.dongguan.openness import plugin, verdict
        from ckanext.dongguan.openness.logic import action, auth

        def dongguan_openness_show(_context: Any, _asked: Any) -> Any:
            return {"audience": "open", "case": "open", "cause": ""}

        gate, room = plugin.DongguanGatePlugin, plugin.DongguanOpennessPlugin
        kept = (
            dongguan_openness_show, action.dongguan_openness_count,
            action.dongguan_openness_facets, shows_all(self),
        )  # fmt: skip
        gate.get_actions = lambda _self: {}
        gate.make_middleware = lambda _self, app, _config: app
        room.get_actions = lambda _self: {each.__name__: each for each in kept}
        room.get_user_dataset_labels = lambda _self, _user: ["public"]
        given = on_open_pages()
        verdict.of = verdict.of_resource = lambda _context, _dataset, operation: given[
            operation
        ]
        for name in auth.__all__:
            setattr(auth, name, tk.auth_allow_anonymous_access(_answering(name)))


def on_open_pages() -> dict[Any, Any]:
    """Say once what a passer-by is given of an open dataset, so that pages are the same."""
    from ckanext.dongguan.openness import policy
    from ckanext.dongguan.openness.actor import Standing
    from ckanext.dongguan.openness.case import Case

    cells = policy.load().cells
    return {op: cells[op, Case.OPEN, Standing.ANONYMOUS] for op in policy.Operation}


def shows_all(peer: Peer) -> Callable[..., Any]:
    """Make the action that shows all of a dataset; its public part while pages are compared."""
    from ckanext.dongguan.openness import mask
    from ckanext.dongguan.openness.case import Case

    @tk.chained_action
    @tk.side_effect_free
    def package_show(next_action: Any, context: Any, data_dict: Any) -> Any:
        shown = next_action(context, data_dict)
        if not peer.is_compared:
            return shown
        return mask.dataset(shown, Case.OPEN, has_dictionary=True)

    return package_show


# What a passer-by is allowed on an open page; a page offers the rest to whoever may.
READING = {
    "dongguan_data_read", "dongguan_openness_count", "dongguan_openness_show", "package_show",
}  # fmt: skip


def _answering(name: str) -> Callable[..., Any]:
    answer = {"success": name in READING}

    def named(context: Any, data_dict: Any = None) -> Any:
        return answer

    named.__name__ = name
    return named


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
    count, rounds, times = SIZES[size]
    with portal():
        pages = sow(count)
    with server(is_on=True) as ours, server(is_on=False) as theirs:
        wrong = unequal(pages, ours(pages)[0], theirs(pages)[0])
        figures = measure(ours, theirs, pages * times, rounds)
    more = {**figures["more"], "pages": len(pages), "datasets": count}
    both = (figures["ours"], figures["peer"])
    tell("openness", [case("open", *both, "ms/answer", equal=not wrong, **more)])


def measure(ours: Any, theirs: Any, pages: list[str], rounds: int) -> dict[str, Any]:
    """Let both answer in turns; medians of the rounds, in milliseconds an answer."""
    costs: dict[str, list[Any]] = {"ours": [], "peer": []}
    for number in range(rounds):
        turns = [("ours", ours), ("peer", theirs)]
        for name, ask in turns if number % 2 else reversed(turns):
            costs[name].append(ask(pages)[1])
    wall = {k: statistics.median(c.wall for c in v) / len(pages) for k, v in costs.items()}
    cpu = {k: statistics.median(c.cpu for c in v) / len(pages) for k, v in costs.items()}
    paired = [p.wall / o.wall for o, p in zip(costs["ours"], costs["peer"], strict=True)]
    more = {
        "answers_per_second": round(1000 / wall["ours"], 1),
        "answers_per_second_without": round(1000 / wall["peer"], 1),
        "cpu_ours": round(cpu["ours"], 2), "cpu_peer": round(cpu["peer"], 2),
        "cpu_ratio": round(cpu["peer"] / cpu["ours"], 3),
        "paired_ratio": round(statistics.median(paired), 3),
    }  # fmt: skip
    return {**wall, "more": more}


if __name__ == "__main__":
    main()
