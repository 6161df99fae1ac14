"""A source followed by our engine, beside ckanext-harvest's CKAN harvester.

Peer: ckanext-harvest 1.6.3 with `force_all` and a source without `metadata_modified`, its
only mode that sees every change, on a stock CKAN, measured per record. Both read the same
records from the same server and write into the same PostgreSQL and Solr. What the final
catalogues hold is compared first; deletions, which the peer never makes, apart.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import requests
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers

sys.path.insert(0, str(Path(__file__).parent))
from _ckan_server import EXTRAS, World
from _portal import Cost, case, portal, tell, timed

from ckanext.dongguan.harvest import runs
from ckanext.dongguan.harvest.following import Wish, follow
from ckanext.dongguan.harvesters.difference import Mode, Outcome
from ckanext.dongguan.harvesters.run import Result

HERE = Path(__file__).parent
# Records of the peer, of ours, of the case `memory`.
SIZES = {"small": (30, 300, 3_000), "full": (300, 10_000, 100_000)}
MOST_MB = 300
COUNTED = ("sql", "commits", "solr", "requests")
WRITTEN = ("package", "resource", "tag", "package_tag", "member", "activity",
           "harvest_items", "harvest_marks", "index_outbox", "source_records")  # fmt: skip


class Silent:
    """Holds a run and says nothing."""

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Hear how far it is."""


def serve(records: int) -> tuple[subprocess.Popen[bytes], str]:
    """Start the portal that both harvest."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(HERE / "_ckan_server.py"), str(port), str(records)]
    server, url = subprocess.Popen(command), f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            requests.get(f"{url}/requests", timeout=1)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    return server, url


def measure_peer(url: str, records: int) -> dict[str, Any]:
    """Run the peer in a process and a CKAN of its own; give its report."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, str(HERE / "_ckan_harvester.py"), url, str(records), report]
        subprocess.run(command, check=True, env=os.environ, stdout=subprocess.DEVNULL)
        return dict(json.loads(report.read_text(encoding="utf-8")))


def register(name: str, address: str) -> None:
    """Register a source that is followed at once."""
    limits = {"private": True, "calls_per_second": 0}
    rules = {"grace_days": 0, "shrink_percent": 5}
    helpers.call_action(
        "dongguan_harvest_source_save", name=name, title=name, adapter="ckan", address=address,
        owner_org="dg-jtysj", limits=limits, rules=rules,
    )  # fmt: skip
    helpers.call_action("dongguan_harvest_source_approve", name=name)


def harvest(name: str, mode: Mode = Mode.FULL) -> tuple[Result, dict[str, int], Cost]:
    """Follow a source once; give what came of it, its own cost, and what it took."""
    (run, result), cost = timed(lambda: follow(Wish(source=name, mode=mode), Silent()))
    assert result.problem is None, result.problem
    shown = runs.show(run)
    assert shown
    return result, dict(shown["cost"]), cost


def written() -> int:
    """Count the rows that PostgreSQL has written into the tables of records."""
    query = sa.text(
        "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables"
        " WHERE relname = ANY(:names)"
    )
    # A connection that is kept open may hold back what it wrote; one that ends tells it.
    model.Session.remove()
    model.meta.engine.dispose()
    with model.meta.engine.connect() as connection:
        time.sleep(1.2)
        connection.execute(sa.text("SELECT pg_stat_clear_snapshot()"))
        return int(connection.execute(query, {"names": list(WRITTEN)}).scalar_one() or 0)


def plain(dataset: dict[str, Any]) -> dict[str, Any]:
    """Show of a dataset what both harvesters have to bring."""
    extras = {one["key"]: one["value"] for one in dataset.get("extras") or ()}
    return {
        "title": dataset["title"],
        "notes": dataset["notes"],
        "keywords": sorted(tag["name"] for tag in dataset["tags"]),
        "organization": dataset["organization"]["name"],
        "resources": [
            {n: one[n] for n in ("name", "url", "format", "description")}
            for one in dataset["resources"]
        ],
        "extras": {key: dataset.get(key, extras.get(key)) for key in EXTRAS},
        "state": dataset["state"],
    }


def is_equal(theirs: dict[str, Any], source: str) -> bool:
    """Compare the peer's catalogue with the same records of ours."""
    stored = model.Package.extras["source_system"].astext == source
    ours = {
        p.extras["source_id"]: p.id for p in model.Session.query(model.Package).filter(stored)
    }
    withdrawn = withdrawn_of(source)
    for own, dataset in theirs.items():
        if own in withdrawn:
            continue
        mine = helpers.call_action(
            "package_show", {"ignore_auth": True, "use_cache": False}, id=ours[own]
        )
        if plain(mine) != plain(dataset):
            click.echo(f"{plain(mine)}\n{plain(dataset)}", err=True)
            return False
    return True


def withdrawn_of(source: str) -> set[str]:
    """Name the records that were withdrawn."""
    query = sa.text(
        "SELECT remote_id FROM dongguan.harvest_items"
        " WHERE source = :source AND withdrawn_at IS NOT NULL"
    )
    with model.meta.engine.connect() as connection:
        return set(connection.execute(query, {"source": source}).scalars())


def compare(url: str, few: int, many: int, peer: dict[str, Any]) -> list[Any]:
    """Measure first, unchanged and changed."""
    register("plain", f"{url}/plain")
    requests.post(f"{url}/begin?{many}", timeout=5)
    first, spent, one = harvest("plain")
    before = written()
    second, quiet, two = harvest("plain")
    writes = written() - before
    requests.post(f"{url}/change", timeout=5)
    third, moved, three = harvest("plain")
    gone, other = many // 100, many // 50
    equal = is_equal(peer["catalogue"], "plain")
    counts = third.tally.counts
    ends = {
        "first": first.tally.counts == {Outcome.ADDED: many},
        "unchanged": second.tally.counts == {Outcome.UNCHANGED: many} and writes == 0,
        "changed": counts[Outcome.CHANGED] == other and counts[Outcome.WITHDRAWN] == gone,
    }
    return [
        case(
            name, cost.wall / many, peer["cases"][name]["wall"], "ms/record",
            equal=equal and ends[name], records=many, peer_records=few,
            cpu_ours=round(cost.cpu / many, 3), cpu_peer=round(peer["cases"][name]["cpu"], 1),
            per_thousand={k: round(own[k] * 1000 / many, 1) for k in COUNTED},
            **({"rows_written": writes} if name == "unchanged" else {}),
        )
        for name, cost, own in (
            ("first", one, spent), ("unchanged", two, quiet), ("changed", three, moved),
        )
    ]  # fmt: skip


def quiet(url: str, peer: dict[str, Any]) -> Any:
    """Measure a source that says what was modified since, and on which nothing was."""
    requests.post(f"{url}/begin?20", timeout=5)
    register("dated", f"{url}/dated")
    harvest("dated")
    result, spent, cost = harvest("dated", Mode.INCREMENTAL)
    theirs = peer["cases"]["default"]
    return case(
        "unchanged_default", spent["requests"], theirs["requests"], "requests",
        equal=result.tally.counts == {} and spent["requests"] <= theirs["requests"],
        ours_ms=round(cost.wall, 1), peer_ms=round(theirs["total"], 1),
    )  # fmt: skip


def memory(url: str, many: int) -> Any:
    """Follow many records by the command; most are known, some are new."""
    command = [sys.executable, __file__, "--memory", url, "--records", str(many)]
    done = subprocess.run(command, check=True, env=os.environ, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return case(
        "memory", told["mb"], MOST_MB, "MB", equal=told["is_right"],
        records=many,
    )  # fmt: skip


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
@click.option(
    "--memory", "memory_of", help="Measure memory against a server, and nothing else."
)
@click.option("--records", default=0)
def main(size: str, memory_of: str | None, records: int) -> None:
    """Measure a harvest."""
    if memory_of:
        # Only there: it reads this module.
        from _harvest_memory import measure_memory

        measure_memory(memory_of, records)
        return
    few, many, most = SIZES[size]
    World.size = few
    server, url = serve(few)
    try:
        peer = measure_peer(url, few)
        with portal():
            cases = compare(url, few, many, peer)
            cases.append(quiet(url, peer))
        cases.append(memory(url, most))
    finally:
        server.terminate()
    tell("harvest", cases)


if __name__ == "__main__":
    main()
