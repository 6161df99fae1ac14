"""The trees of the directory, beside what stock CKAN offers for the same numbers.

Peer: CKAN's own `package_search` with facets, asked once for each measure, and its
`organization_list` or `group_list` for the names, page by page as it allows. Both answer on
the same index of 100,000 entries, loaded from a dump; the numbers are compared first. All
entries are findable, because CKAN cannot count what it does not show.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan import model
from ckan.lib.search import make_connection
from ckan.logic.action import get as core

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "catalog"))
from _portal import case, portal, tell, timed
from conftest import entry

from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.schemas.codelists import load

# Entries, and how often each answer is timed.
SIZES = {"small": (5_000, 5), "full": (100_000, 15)}
SET = 5_000
CASES = (Case.OPEN, Case.OPEN, Case.OPEN, Case.CONDITIONAL)
# Of CKAN's measures these mean the same where every entry is findable.
MEASURES = {
    "catalogued": "",
    "attached": "+has_resource:true",
    "open": "+open_class:unconditional +has_resource:true",
    "unconditional": "+open_class:unconditional",
    "conditional": "+open_class:conditional",
}
Numbers = dict[str, dict[str, int]]
Answer = Callable[[], Numbers]


def dump(path: Path, count: int) -> None:
    """Write the documents of a directory, one a line."""
    offices = {
        g.name: g.id for g in model.Session.query(model.Group).filter_by(is_organization=True)
    }
    names = sorted(offices)
    themes = list(load("themes"))
    towns = [one.code for one in load("towns")]
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            name, theme = names[n * 7 % len(names)], themes[n % len(themes)]
            fields = {
                "organization": name, "owner_org": offices[name], "theme": theme.code,
                "groups": [theme.more["group"]], "catalog_town": towns[n % len(towns)],
                "resource_class": "307999", "has_resource": n % 3 > 0,
            }  # fmt: skip
            file.write(json.dumps(entry(n, CASES[n % 4], **fields)) + "\n")


def restore(path: Path) -> None:
    """Load a dump into the index, set by set."""
    connection = make_connection()
    with path.open(encoding="utf-8") as file:
        while documents := [json.loads(line) for line in islice(file, SET)]:
            connection.add(documents, commit=False)
    connection.commit()


def ours(by: str) -> Numbers:
    """Ask for a tree and take the numbers of what CKAN knows too."""
    tree = tk.get_action("dongguan_catalog_tree")({"user": ""}, {"by": by})
    kept = {one["key"].removesuffix(".own"): one for one in _leaves(tree["branches"])}
    return {key: {name: one.get(name, 0) for name in MEASURES} for key, one in kept.items()}


def _leaves(branches: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in branches:
        yield from _leaves(one["children"]) if one["children"] else (one,)


def _anyone() -> dict[str, Any]:
    # What CKAN's own dispatch puts into a context.
    return {"user": "", "auth_user_obj": None, "model": model, "session": model.Session}


def peer(field: str, names: Callable[[], list[dict[str, Any]]], key: str) -> Numbers:
    """Ask CKAN for the same numbers, one search for each measure."""
    titled = {one["name"]: one.get(key) or one["name"] for one in names()}
    found: Numbers = {}
    for measure, filters in MEASURES.items():
        asked = {"fq": filters, "rows": 0, "facet.field": [field], "facet.limit": -1}
        for name, count in core.package_search(_anyone(), asked)["facets"][field].items():
            if name in titled:
                found.setdefault(titled[name], dict.fromkeys(MEASURES, 0))[measure] = count
    return found


def listed(action: Callable[..., Any]) -> list[dict[str, Any]]:
    """List all groups of a kind with their fields, as many a page as CKAN allows."""
    rows: list[dict[str, Any]] = []
    asked = {"all_fields": True, "include_dataset_count": True, "include_extras": True}
    while page := action(_anyone(), {**asked, "offset": len(rows)}):
        rows += page
    return rows


def by_theme() -> Numbers:
    """Ask CKAN by theme; the code of a theme is a field of its group."""
    codes = {one.more["group"]: one.code for one in load("themes")}

    def themes() -> list[dict[str, Any]]:
        return [{**one, "code": codes[one["name"]]} for one in listed(core.group_list)]

    return peer("groups", themes, "code")


def by_department() -> Numbers:
    """Ask CKAN by department."""
    return peer("organization", lambda: listed(core.organization_list), "name")


def median(answer: Answer, times: int) -> float:
    """Time an answer several times, the first one left out; give the middle in ms."""
    answer()
    return statistics.median(timed(answer)[1].wall for _ in range(times))


def compared(name: str, mine: Answer, theirs: Answer, times: int) -> Any:
    """Compare two answers, then time them."""
    equal = mine() == theirs()
    return case(name, median(mine, times), median(theirs, times), "ms", equal=equal)


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
def main(size: str) -> None:
    """Measure the trees of the directory."""
    count, times = SIZES[size]
    with portal(), TemporaryDirectory() as folder:
        path = Path(folder, "directory.jsonl")
        dump(path, count)
        _, cost = timed(lambda: restore(path))
        click.echo(f"{count} entries loaded in {cost.wall / 1000:.1f} s", err=True)
        cases = [
            compared("by theme", lambda: ours("theme"), by_theme, times),
            compared("by department", lambda: ours("department"), by_department, times),
        ]
    tell("catalog", cases)


if __name__ == "__main__":
    main()
