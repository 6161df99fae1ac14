"""Search in Chinese beside stock CKAN: its schema, its query, its package_search.

Both sides get the same records in one run, each in a process and an index of its own.
Reported is the half of the judged queries that nothing was tuned on; then both answer the
same one-word queries of eight clients at once over a large catalogue.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "search")]

import _stock as stock  # noqa: E402
import judging  # noqa: E402
from _dump import documents, fill, many_times  # noqa: E402
from _portal import ROOT, case, serving, tell  # noqa: E402

# Datasets and searches of the measurement under load.
SIZES = {"small": (1_000, 160), "full": (100_000, 2_000)}
CLIENTS = 8


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


def timed(query: str) -> float:
    """Search for twenty results with the facets of the page; give milliseconds."""
    import ckan.plugins.toolkit as tk

    params = {"q": query, "rows": 20, "facet.field": ["organization", "res_format", "tags"]}
    begun = time.perf_counter()
    tk.get_action("package_search")({"ignore_auth": True}, params)
    return (time.perf_counter() - begun) * 1000


def role(name: str, size: str) -> None:
    """Index and answer in one of the two roles; print what came out."""
    app = stock.application() if name == "peer" else serving()
    told: dict[str, Any] = {"answers": {}, "titles": {}}
    with app.test_request_context("/"):
        for catalogue in ("demo", "foshan"):
            if found := records(catalogue):
                fill(iter(written(found)))
                judged = judging.queries(catalogue)
                told["answers"][catalogue] = {one.query: ask(one.query) for one in judged}
                told["titles"][catalogue] = sorted(ask_all())
        told["p95"], told["count"] = under_load(app, *SIZES[size])
    click.echo(json.dumps(told, ensure_ascii=False))


def ask_all() -> list[str]:
    """List every title the index holds."""
    import ckan.plugins.toolkit as tk

    found = tk.get_action("package_search")({"ignore_auth": True}, {"q": "*:*", "rows": 1000})
    return [dataset["title"] for dataset in found["results"]]


def under_load(app: Any, count: int, searches: int) -> tuple[float, int]:
    """Answer eight clients at once over many datasets; give the slowest twentieth."""
    fill(many_times(written(judging.demo_records()), count))
    # Words that stock finds too, so that both have something to bring.
    words = [one.query for one in judging.queries("demo") if one.kind == "word"]

    def client(number: int) -> list[float]:
        with app.test_request_context("/"):
            return [
                timed(words[(number + CLIENTS * n) % len(words)])
                for n in range(searches // CLIENTS)
            ]

    client(0)
    with ThreadPoolExecutor(CLIENTS) as threads:
        times = sorted(t for each in threads.map(client, range(CLIENTS)) for t in each)
    return times[int(len(times) * 0.95)], count


def run(name: str, size: str) -> dict[str, Any]:
    """Run a role in a process of its own."""
    command = [sys.executable, __file__, "--role", name, "--size", size]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
@click.option("--role", "name", type=click.Choice(["ours", "peer"]))
def main(size: str, name: str | None) -> None:
    """Measure how well and how fast is found what people ask for."""
    if name:
        role(name, size)
        return
    ours, peer = run("ours", size), run("peer", size)
    equal = ours["titles"] == peer["titles"]
    cases = []
    for catalogue in ours["answers"]:
        judged = [one for one in judging.queries(catalogue) if not one.is_tuned_on]
        mine = judging.summary(judged, ours["answers"][catalogue])
        theirs = judging.summary(judged, peer["answers"][catalogue])
        for measure, value in mine.items():
            few, many = sorted((theirs[measure], value))
            cases.append({
                "case": f"{catalogue}_{measure}", "ours": round(value, 3),
                "peer": round(theirs[measure], 3), "unit": "share", "queries": len(judged),
                "ratio": round(many / few, 2) if few else None, "equal": equal,
            })  # fmt: skip
    cases.append(
        case(
            "p95",
            ours["p95"],
            peer["p95"],
            "ms",
            equal=ours["count"] == peer["count"],
            datasets=ours["count"],
        )
    )
    tell("search", cases)


if __name__ == "__main__":
    main()
