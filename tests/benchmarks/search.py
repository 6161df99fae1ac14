"""Search in Chinese beside stock CKAN: its schema, its query, its package_search.

Both sides get the same records in one run, each in a process and an index of its own.
Reported is the half of the judged queries that nothing was tuned on; then both answer the
same one-word queries of eight clients at once over a large catalogue, in short rounds by
turns. Beside the slowest twentieth of all searches stands what a search costs in processor
time, which others on the machine move less. As those words come again and again, the caches
of the index help both; what a search costs whose word nobody asked for before is a case of
its own (`first`).
"""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "search")]

import _searches  # noqa: E402
import _stock as stock  # noqa: E402
import judging  # noqa: E402
from _dump import documents, fill, many_times  # noqa: E402
from _portal import ROOT, case, portal, serving, tell  # noqa: E402
from _sides import Side, alternating, answer  # noqa: E402

# Datasets of the measurement under load, rounds, searches of a round, and first ones of it.
SIZES = {"small": (1_000, 4, 160, 40), "full": (100_000, 12, 400, 60)}


def records(name: str) -> list[dict[str, str]]:
    """Read a catalogue; a missing reference folder gives none."""
    if name == "demo":
        return judging.demo_records()
    shared = Path(os.environ.get("DONGGUAN_SHARED") or ROOT.parent / "shared")
    return judging.foshan_records(shared) if shared.is_dir() else []


def shown(record: dict[str, str], number: int) -> dict[str, Any]:
    """Write a record as `package_show` returns a dataset."""
    return {
        "id": hashlib.md5(f"{number}".encode(), usedforsecurity=False).hexdigest(),
        "name": f"dataset-{number}", "title": record["title"], "notes": record["notes"],
        "type": "dataset", "state": "active", "private": False, "groups": [], "resources": [],
        "metadata_created": "2026-01-05T08:00:00", "metadata_modified": "2026-01-05T08:00:00",
        "organization": {"name": "dg-jtysj", "title": record["department"]},
        "tags": [{"name": t, "display_name": t} for t in record["tags"].split("|") if t],
        "items": [{"name": name} for name in record["items"].split(judging.SIGN) if name],
        "extras": [],
    }  # fmt: skip


def written(found: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Write records as documents of the role that runs."""
    datasets = (shown(record, number) for number, record in enumerate(found))
    is_stock = os.environ["CKAN_SOLR_URL"].endswith(stock.NAME)
    return documents(map(as_stock, datasets) if is_stock else datasets)


def as_stock(dataset: dict[str, Any]) -> dict[str, Any]:
    """Write the items as CKAN without the portal's types keeps them: as text of an extra."""
    items = json.dumps(dataset["items"], ensure_ascii=False)
    rest = {name: value for name, value in dataset.items() if name != "items"}
    return {**rest, "extras": [{"key": "items", "value": items}]}


def ask(query: str) -> list[str]:
    """Search as a caller of the API does; give the first fifty titles."""
    import ckan.plugins.toolkit as tk

    found = tk.get_action("package_search")({"ignore_auth": True}, {"q": query, "rows": 50})
    return [dataset["title"] for dataset in found["results"]]


def role(name: str, size: str) -> None:
    """Index and answer in one of the two roles; tell what came out, then measure."""
    app = stock.application() if name == "peer" else serving()
    count, _, searches, first = SIZES[size]
    told: dict[str, Any] = {"answers": {}, "titles": {}, "count": count}
    with app.test_request_context("/"):
        for catalogue in ("demo", "foshan"):
            if found := records(catalogue):
                fill(iter(written(found)))
                judged = judging.queries(catalogue)
                told["answers"][catalogue] = {one.query: ask(one.query) for one in judged}
                told["titles"][catalogue] = sorted(ask_all())
        fill(many_times(written(judging.demo_records()), count))
    portions = _searches.new_words(first)

    def measured() -> dict[str, Any]:
        once = _searches.once(app, next(portions))
        return {**_searches.under_load(app, searches), "first": once}

    answer(told, measured)


def ask_all() -> list[str]:
    """List every title the index holds."""
    import ckan.plugins.toolkit as tk

    found = tk.get_action("package_search")({"ignore_auth": True}, {"q": "*:*", "rows": 1000})
    return [dataset["title"] for dataset in found["results"]]


def slowest(times: list[float]) -> float:
    """Give the time that a twentieth of the searches exceed."""
    return sorted(times)[int(len(times) * 0.95)]


def speed(ours: list[Any], peer: list[Any], *, equal: bool, datasets: int) -> list[Any]:
    """Compare the rounds of both sides; `spread` is the best and the worst round of each."""
    both = {"ours": ours, "peer": peer}
    by_round = {name: [slowest(one["times"]) for one in each] for name, each in both.items()}
    pooled = [slowest([t for one in each for t in one["times"]]) for each in (ours, peer)]
    spread = {name: [round(min(p), 1), round(max(p), 1)] for name, p in by_round.items()}
    won = sum(a <= b for a, b in zip(by_round["ours"], by_round["peer"], strict=True))
    rounds = {"rounds": len(ours), "rounds_won": won, "datasets": datasets}
    return [
        case("p95", *pooled, "ms", equal=equal, spread=spread, **rounds),
        processor("processor", ours, peer, equal=equal),
        first(*([one["first"] for one in each] for each in (ours, peer)), equal=equal),
    ]


def processor(name: str, ours: list[Any], peer: list[Any], *, equal: bool) -> Any:
    """Compare what a search costs the processor."""
    parts = {"ours": cost(ours), "peer": cost(peer)}
    total = [sum(each.values()) for each in parts.values()]
    return case(name, *total, "ms/search", equal=equal, parts=parts)


def first(ours: list[Any], peer: list[Any], *, equal: bool) -> Any:
    """Compare first searches; both sides must have asked for the same and found something."""
    words = [[word for one in each for word in one["words"]] for each in (ours, peer)]
    asked = sum(len(one["times"]) for one in ours)
    is_same = words[0] == words[1] and len(words[0]) == asked
    return {**processor("first", ours, peer, equal=equal and is_same), "searches": asked}


def cost(rounds: list[Any]) -> dict[str, float]:
    """Give what a search costs in an ordinary round, in milliseconds of the processor."""
    return {
        part: round(statistics.median(one[part] for one in rounds), 2)
        for part in ("python", "solr")
    }


def quality(ours: Any, peer: Any, *, equal: bool) -> list[Any]:
    """Compare how well the queries that nothing was tuned on are answered."""
    cases = []
    for catalogue in ours:
        judged = [one for one in judging.queries(catalogue) if not one.is_tuned_on]
        mine = judging.summary(judged, ours[catalogue])
        theirs = judging.summary(judged, peer[catalogue])
        for measure, value in mine.items():
            few, many = sorted((theirs[measure], value))
            cases.append({
                "case": f"{catalogue}_{measure}", "ours": round(value, 3),
                "peer": round(theirs[measure], 3), "unit": "share", "queries": len(judged),
                "ratio": round(many / few, 2) if few else None, "equal": equal,
            })  # fmt: skip
    return cases


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
@click.option("--role", "name", type=click.Choice(["ours", "peer", "site"]))
def main(size: str, name: str | None) -> None:
    """Measure how well and how fast is found what people ask for."""
    if name == "site":
        # Both sides read the tables of an empty portal.
        with portal():
            return
    if name:
        role(name, size)
        return
    subprocess.run([sys.executable, __file__, "--role", "site"], check=True)
    with (
        Side(__file__, "--role", "ours", "--size", size) as mine,
        Side(__file__, "--role", "peer", "--size", size) as theirs,
    ):
        ours, peer = mine.told(), theirs.told()
        rounds = alternating(mine, theirs, SIZES[size][1])
    equal = ours["titles"] == peer["titles"]
    cases = quality(ours["answers"], peer["answers"], equal=equal)
    same = ours["count"] == peer["count"]
    cases += speed(*rounds, equal=same, datasets=ours["count"])
    tell("search", cases)


if __name__ == "__main__":
    main()
