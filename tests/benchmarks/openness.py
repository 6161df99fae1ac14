"""Anonymous open pages with the room `openness`, beside the same pages without it.

Peer: the same portal in a process of its own, on the same data, where the room lets
everything pass and looks nothing up. Pages are compared first; the two take turns, batch
by batch, so that what else the machine does falls on both.
"""

from __future__ import annotations

import multiprocessing
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
# What the public part leaves out of an entry: who decided and how departments share.
INNER = re.compile(
    r'"(?:\w+_by|secrecy_\w+|share_method|creator_user_id)": (?:"[^"]*"|\[[^]]*\]|null)'
)
PASSING = re.compile(r'name="_csrf_token" (?:content|value)="[^"]*"')


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


def switch_off() -> None:
    """Let the room pass everything and look nothing up."""
    from ckanext.dongguan.openness import plugin, verdict
    from ckanext.dongguan.openness.logic import auth
    from ckanext.dongguan.openness.policy import Outcome

    def allow(*_asked: Any) -> Any:
        return {"success": True}

    def shown(_context: Any, _asked: Any) -> Any:
        return {"audience": "open", "case": "open", "cause": ""}

    gate, room = plugin.DongguanGatePlugin, plugin.DongguanOpennessPlugin
    gate.get_actions = lambda _self: {}
    gate.make_middleware = lambda _self, app, _config: app
    room.get_actions = lambda _self: {"dongguan_openness_show": shown}
    room.get_user_dataset_labels = lambda _self, _user: ["public"]
    verdict.of = verdict.of_resource = lambda *_asked: Outcome.ALLOW
    for name in auth.__all__:
        anyone = tk.auth_allow_anonymous_access(_named(name, allow))
        setattr(auth, name, anyone)


def _named(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def named(context: Any, data_dict: Any = None) -> Any:
        return function(context, data_dict)

    named.__name__ = name
    return named


def serve(line: Connection, *, is_on: bool) -> None:
    """Answer in a process of its own: a list of pages is fetched and timed."""
    if not is_on:
        switch_off()
    # Nobody asks as often as this; how fast somebody may ask is another room's matter.
    pace.before_request = lambda: None
    client = serving().test_client(use_cookies=False)
    line.send("ready")
    while pages := line.recv():
        bodies, cost = timed(lambda: [client.get(page) for page in pages])
        line.send(([(b.status_code, b.get_data(as_text=True)) for b in bodies], cost))


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


def plain(answer: tuple[int, str]) -> tuple[int, str]:
    """Show an answer without what must differ: form tokens, and what only the whole has."""
    return answer[0], INNER.sub("", PASSING.sub("", answer[1]))


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
def main(size: str) -> None:
    """Measure what the room costs on open pages."""
    count, rounds, times = SIZES[size]
    with portal():
        pages = sow(count)
    with server(is_on=True) as ours, server(is_on=False) as theirs:
        mine, others = ours(pages)[0], theirs(pages)[0]
        unequal = [
            page
            for page, a, b in zip(pages, mine, others, strict=True)
            if plain(a) != plain(b) or a[0] != 200
        ]
        click.echo(f"unequal: {unequal}", err=True)
        figures = measure(ours, theirs, pages * times, rounds)
    more = {**figures["more"], "pages": len(pages), "datasets": count}
    both = (figures["ours"], figures["peer"])
    tell("openness", [case("open", *both, "ms/answer", equal=not unequal, **more)])


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
