"""What is hidden and what is not there are told apart neither by size nor by time."""

from __future__ import annotations

import statistics
import time

import pytest

from ...counting import counted
from .asking import Portal
from .call import Call
from .planting import Planted

SURFACES = {
    "page": Call(surface="page", path="/dataset/{name}"),
    "page by id": Call(surface="page", path="/dataset/{dataset}"),
    "entry": Call(surface="api", path="/api/3/action/package_show?id={dataset}"),
    "rdf": Call(surface="rdf", path="/dataset/{dataset}.ttl"),
    "resource": Call(surface="api", path="/api/3/action/resource_show?id={resource}"),
    "file": Call(surface="file", path="/dataset/{dataset}/resource/{resource}/download"),
    "table": Call(surface="api", path="/api/3/action/datastore_search?resource_id={resource}"),
    "alias": Call(surface="api", path="/api/3/action/datastore_search?resource_id={alias}"),
    "dump": Call(surface="dump", path="/datastore/dump/{resource}"),
    "view": Call(surface="api", path="/api/3/action/resource_view_show?id={view}"),
    "change": Call(surface="api", path="/api/3/action/activity_show?id={activity}"),
    "followers": Call(surface="api", path="/api/3/action/dataset_follower_count?id={dataset}"),
    "keyword": Call(surface="api", path="/api/3/action/tag_show?id={keyword}"),
    "search": Call(surface="api", path="/api/3/action/package_search?q={title}"),
}
HIDDEN = ("withheld", "frozen", "deleted", "core_draft")
ROUNDS = 20


def post(name: str, key: str, word: str) -> Call:
    path = f"/api/3/action/{name}"
    return Call(surface="api", path=path, method="POST", body={key: word})


SURFACES |= {
    "posted entry": post("package_show", "id", "{dataset}"),
    "posted resource": post("resource_show", "id", "{resource}"),
    "posted table": post("datastore_search", "resource_id", "{resource}"),
    "posted alias": post("datastore_search", "resource_id", "{alias}"),
    "posted change": post("package_patch", "id", "{dataset}"),
    "posted rows": post("datastore_upsert", "resource_id", "{resource}"),
}


def spent(site: Portal, call: Call, who: str, planted: Planted) -> dict[str, int]:
    with counted() as found:
        # A refusal goes on record when the answer has left; the connection waits for it.
        site.send(call, who, planted).close()
    return {name: len(several) for name, several in found.items()}


@pytest.mark.parametrize("who", ["anonymous", "registered"])
@pytest.mark.parametrize("name", SURFACES)
def test_a_hidden_dataset_costs_what_nothing_costs(site: Portal, name: str, who: str) -> None:
    """The database and the index are asked as often, behind the answer too."""
    call = SURFACES[name]
    spent(site, call, who, site.field.nobody)

    costs = {each: spent(site, call, who, site.field.planted[each]) for each in HIDDEN}
    nothing = spent(site, call, who, site.field.nobody)

    assert costs == dict.fromkeys(HIDDEN, nothing)


@pytest.mark.parametrize("name", ["page", "entry", "file", "table"])
def test_sizes_are_equal_and_times_are_told(
    site: Portal, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seconds are printed, not asserted: the machine has other things to do."""
    call, hidden, nothing = SURFACES[name], site.field.planted["withheld"], site.field.nobody
    times: dict[str, list[float]] = {"hidden": [], "nothing": []}
    sizes = set()
    for _ in range(ROUNDS):
        for kind, planted in (("hidden", hidden), ("nothing", nothing)):
            start = time.perf_counter()
            response = site.send(call, "anonymous", planted)
            times[kind].append((time.perf_counter() - start) * 1000)
            sizes.add(len(response.get_data()))
            response.close()

    assert len(sizes) == 1
    medians = {kind: statistics.median(several) for kind, several in times.items()}
    with capsys.disabled():
        told = ", ".join(f"{kind} {middle:.1f} ms" for kind, middle in medians.items())
        print(f"\n{name}: {told} (medians of {ROUNDS})")
