"""The search index made anew, beside `ckan search-index rebuild` in the same run.

The peer is core's own `rebuild` with the portal's plugins loaded, as the command calls it.
Compared is every stored field and the words of every document before it is said who is
faster.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from ckan import model
from ckan.lib import search
from ckan.lib.search.common import make_connection

sys.path.insert(0, str(Path(__file__).parent))
from _portal import case, portal, tell, timed
from excel import dataset

from ckanext.dongguan.intake.rebuild import rebuild

SIZES = {"small": 300, "full": 5_000}
ITEMS = 8
# What a document says of its making, not of its dataset.
VARYING = {"indexed_ts", "_version_", "score"}
# Not stored: compared by what they count.
COUNTED = ("content_words", "label_words", "title_sounds", "theme")


def documents() -> dict[str, Any]:
    """Read every stored field of the index, and the counts of those that are not stored."""
    facets = {"facet": "true", "facet.field": list(COUNTED), "facet.limit": -1}
    found = make_connection().search("*:*", rows=100_000, fl="*", **facets)
    stored = {
        one["id"]: {k: v for k, v in one.items() if k not in VARYING} for one in found.docs
    }
    return {"stored": stored, "counted": found.facets["facet_fields"]}


def fill(context: dict[str, Any], count: int) -> None:
    """Write datasets with keywords and items."""
    import ckan.plugins.toolkit as tk

    records = [
        {**dataset(n, ITEMS), "source_system": "bench", "source_id": str(n)}
        for n in range(count)
    ]
    write = tk.get_action("dongguan_intake_write_many")
    for start in range(0, count, 500):
        told = write(dict(context), {"records": records[start : start + 500]})
        if any(one["outcome"] != "created" for one in told):
            raise click.ClickException(str(told[:2]))
    model.Session.commit()


def core() -> None:
    """Rebuild as the command of core does."""
    search.rebuild(defer_commit=True, quiet=True, clear=False)
    search.commit()


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
def main(size: str) -> None:
    """Measure how long the index takes."""
    count = SIZES[size]
    with portal() as context:
        fill(context, count)
        rebuild(package_ids=[model.Session.query(model.Package.id).first()[0]])
        # Read again, as a command does; what was just written has its extras in another order.
        model.Session.remove()
        _, theirs = timed(core)
        before = documents()
        cases = []
        for processes in (1, 2):
            search.clear_all()
            (done, _), ours = timed(lambda number=processes: rebuild(number))
            equal = done == count and documents() == before
            name = "rebuild" if processes == 2 else "rebuild_one_process"
            cases.append(
                case(name, ours.wall / count, theirs.wall / count, "ms/dataset", equal=equal)
            )
    tell("reindex", cases)


if __name__ == "__main__":
    main()
