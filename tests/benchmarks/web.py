"""Anonymous pages: asked for again, and made anew.

Case `conditional`: a browser or a cache in front asks whether its page still holds. Peer:
the same page, made anew for somebody who has nothing yet. What both must agree on is
compared first: the kept page's bytes are those of the page made anew, its tag is the one
that is confirmed, and after a change neither holds.
Case `again`: the whole page for another visitor. Peer: the same page made anew.
Case `page`: the whole page as a visitor gets it. Peer: the page of CKAN as it comes, on the
same rows; both must show the dataset, or as many.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from ckan.common import config
from ckan.tests import helpers
from flask import current_app

sys.path.insert(0, str(Path(__file__).parent))
import _stock as stock
from _portal import case, portal, tell, timed

ENABLED = "ckanext.dongguan.cache.enabled"
# Datasets on the portal, and how often each page is asked for.
SIZES = {"small": (40, 20), "full": (400, 200)}
OPENED = {
    "open_class": "unconditional", "share_class": "unconditional", "share_method": "file",
    "update_frequency": "monthly", "notes": "全市公交站点的名称、坐标与停靠线路。",
    "opening_decided_by": "市交通运输局", "opening_decided_on": "2026-01-05",
    "opening_basis": "演示", "secrecy_reviewed_by": "市交通运输局",
    "secrecy_reviewed_on": "2026-01-04", "secrecy_basis": "演示",
}  # fmt: skip


def fill(context: dict[str, Any], count: int) -> None:
    """Put datasets on the portal, in sets."""
    records = [
        {
            **OPENED, "title": f"东莞市公交站点信息（第{n}批）", "owner_org": "dg-jtysj",
            "source_system": "bench", "source_id": str(n), "tags": [{"name": "公交"}],
            "items": [{"name": f"数据项{i}", "type": "C"} for i in range(8)],
        }
        for n in range(count)
    ]  # fmt: skip
    for start in range(0, count, 100):
        told = helpers.call_action(
            "dongguan_intake_write_many", dict(context), records=records[start : start + 100]
        )
        assert {one["outcome"] for one in told} == {"created"}, told[0]


def ask(app: Any, address: str, **headers: str) -> Any:
    """Ask for a page as a browser does that has never been here."""
    return app.test_client(use_cookies=False).get(
        address,
        base_url="http://127.0.0.1",
        headers={"Accept-Encoding": "gzip", **headers},
    )


def anew(app: Any, address: str) -> Any:
    """Ask for a page with nothing kept anywhere."""
    config[ENABLED] = False
    try:
        return ask(app, address)
    finally:
        config[ENABLED] = True


def median(work: Callable[[], Any], times: int) -> float:
    """Time an answer several times, the first one left out; give the middle in ms."""
    work()
    return statistics.median(timed(work)[1].wall for _ in range(times))


def agrees(app: Any, address: str, tag: str) -> bool:
    """Tell whether what is kept is what would be made now."""
    again, made = ask(app, address), anew(app, address)
    confirmed = ask(app, address, If_None_Match=tag)
    return (
        made.status_code == again.status_code == 200
        and made.data == again.data
        and again.headers["ETag"] == confirmed.headers["ETag"] == tag
        and confirmed.status_code == 304
    )


def ends(app: Any, address: str, tag: str) -> bool:
    """Tell whether a change ends the page that was kept."""
    title = f"东莞市公交站点（{tag[:8]}）"
    with app.test_request_context("/"):
        name = helpers.call_action("package_search", {}, rows=1)["results"][0]["name"]
        helpers.call_action("package_patch", {"ignore_auth": True}, id=name, title=title)
    later = ask(app, address, If_None_Match=tag)
    return later.status_code == 200 and later.headers["ETag"] != tag


def shown(page: str, answer: Any) -> list[Any]:
    """Tell what must be alike: a dataset's heading, how many datasets a list shows."""
    is_packed = answer.headers.get("Content-Encoding") == "gzip"
    text = (gzip.decompress(answer.data) if is_packed else answer.data).decode()
    patterns = {
        "dataset": r"<h1[^>]*>\s*(.*?)\s*</h1>",
        "search": r'<h2[^>]*>\s*<a href="(/dataset/[\w-]+)"',
    }
    if page not in patterns:
        return [answer.status_code]
    found = sorted(set(re.findall(patterns[page], text, re.DOTALL)))
    return found if page == "dataset" else [len(found)] * bool(found)


def measured(app: Any, page: str, address: str, times: int) -> list[Any]:
    """Measure one page three ways, and the page of CKAN as it comes."""
    tag = ask(app, address).headers["ETag"]
    equal = agrees(app, address, tag)
    conditional = median(lambda: ask(app, address, If_None_Match=tag), times)
    again = median(lambda: ask(app, address), times)
    made = median(lambda: anew(app, address), times)
    theirs = as_it_comes(page, address, times)
    mine = shown(page, ask(app, address))
    alike = bool(mine) and theirs["shown"] == mine
    equal = equal and ends(app, address, tag)
    return [
        case("conditional", conditional, made, "ms", equal=equal, page=page),
        case("again", again, made, "ms", equal=equal, page=page),
        case("page", again, theirs["ms"], "ms", equal=alike, page=page, anew=round(made, 1)),
    ]


def as_it_comes(page: str, address: str, times: int) -> dict[str, Any]:
    """Ask CKAN without plugins in a process of its own."""
    command = [sys.executable, __file__, "--peer", page, address, "--times", str(times)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def be_peer(page: str, address: str, times: int) -> None:
    """Answer as CKAN without plugins; print how long it takes and what is shown."""
    from ckan.lib import search

    app = stock.application()
    with app.test_request_context("/"):
        search.rebuild(force=True, quiet=True)
    answer = ask(app, address)
    taken = median(lambda: ask(app, address), times)
    click.echo(json.dumps({"ms": taken, "shown": shown(page, answer)}))


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
@click.option("--peer", nargs=2, help="answer this page, at this address, as CKAN comes")
@click.option("--times", default=20)
def main(size: str, peer: tuple[str, str] | None, times: int) -> None:
    """Measure anonymous pages."""
    if peer:
        be_peer(*peer, times)
        return
    count, times = SIZES[size]
    with portal() as context:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        fill(context, count)
        name = helpers.call_action("package_search", {}, rows=1)["results"][0]["name"]
    config[ENABLED] = True
    pages = {"dataset": f"/dataset/{name}", "search": "/dataset/", "home": "/"}
    cases = [
        one for page, address in pages.items() for one in measured(app, page, address, times)
    ]
    tell("web", cases)


if __name__ == "__main__":
    main()
