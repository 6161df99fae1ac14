"""Searches of one side, and what they cost: of many clients at once, and of new words."""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import judging

CLIENTS = 8


def new_words(count: int) -> Iterator[list[str]]:
    """Give so many keywords of the demo catalogue at a time that were not asked for before.

    Both sides have datasets for them, in the same order in every run.
    """
    judged = {one.query for one in judging.queries("demo")}
    tags = (tag for record in judging.demo_records() for tag in record["tags"].split("|"))
    fresh = iter(dict.fromkeys(tag for tag in tags if tag and tag not in judged))
    while portion := list(islice(fresh, count)):
        yield portion


def timed(query: str) -> tuple[float, int]:
    """Search for twenty results with the facets of the page; give milliseconds and hits."""
    import ckan.plugins.toolkit as tk

    params = {"q": query, "rows": 20, "facet.field": ["organization", "res_format", "tags"]}
    begun = time.perf_counter()
    found = tk.get_action("package_search")({"ignore_auth": True}, params)
    return (time.perf_counter() - begun) * 1000, found["count"]


def under_load(app: Any, searches: int) -> dict[str, Any]:
    """Answer eight clients at once; give what each search took and cost, in milliseconds."""
    from ckan import model

    # Words that stock finds too, so that both have something to bring.
    words = [one.query for one in judging.queries("demo") if one.kind == "word"]

    def client(number: int) -> list[float]:
        with app.test_request_context("/"):
            turns = range(number, searches, CLIENTS)
            times = [timed(words[turn % len(words)])[0] for turn in turns]
            # As at the end of a request; the thread does not come back.
            model.Session.remove()
            return times

    def clients() -> list[float]:
        with ThreadPoolExecutor(CLIENTS) as threads:
            return [took for each in threads.map(client, range(CLIENTS)) for took in each]

    return spent(clients)


def once(app: Any, words: list[str]) -> dict[str, Any]:
    """Search for each word once; give what it took and cost, and the words that found."""
    with app.test_request_context("/"):
        found = {}

        def searched() -> list[float]:
            found.update({word: timed(word) for word in words})
            return [took for took, _ in found.values()]

        cost = spent(searched)
        return {**cost, "words": [word for word, (_, hits) in found.items() if hits]}


def spent(work: Callable[[], list[float]]) -> dict[str, Any]:
    """Measure what each of some searches took and cost, in milliseconds."""
    python, solr = time.process_time(), solr_time()
    times = work()
    spent = {"python": time.process_time() - python, "solr": solr_time() - solr}
    return {"times": times, **{name: s * 1000 / len(times) for name, s in spent.items()}}


def solr_time() -> float:
    """Read how many seconds of the processor the index has taken so far."""
    base = os.environ["CKAN_SOLR_URL"].rpartition("/")[0]
    address = f"{base}/admin/metrics?group=jvm&prefix=os.processCpuTime"
    with urllib.request.urlopen(address, timeout=60) as answered:  # noqa: S310
        told = json.load(answered)
    return float(told["metrics"]["solr.jvm"]["os.processCpuTime"]) / 1e9
