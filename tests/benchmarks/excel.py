"""Datasets from a workbook, beside CKAN's `package_create` one by one.

Peer: `package_create` of the same rows in the same run. Results are compared as
`package_show` gives them, but for ids, addresses, times and the mark of the source.
"""

from __future__ import annotations

import resource
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan import model

sys.path.insert(0, str(Path(__file__).parent))
from _portal import case, portal, tell, timed

from ckanext.dongguan.sheets import blank
from ckanext.dongguan.sheets.kind import template_of

# Rows of the peer, of ours, items of each.
SIZES = {"small": (40, 200, 4), "full": (300, 20_000, 4)}
VARYING = {
    "id", "name", "package_id", "created", "metadata_created", "metadata_modified",
    "creator_user_id", "source_id", "source_system", "resource_code", "former_codes",
}  # fmt: skip


def dataset(number: int, items: int) -> dict[str, Any]:
    """Make the dataset of a row."""
    return {
        "type": "dataset",
        "title": f"东莞市第{number}号公交站点信息",
        "notes": "全市公交站点的名称、位置和经过的线路，由运营单位按月汇总。",
        "owner_org": "dg-jtysj",
        "theme": "04",
        "update_frequency": "monthly",
        "town": ["441900003", "441900004"],
        "tags": [{"name": "公交"}, {"name": f"线路{number % 40}"}],
        "items": [{"name": f"信息项{n}", "type": "C", "length": "20"} for n in range(items)],
    }


def write_workbook(path: Path, rows: int, items: int) -> None:
    """Write the rows as a department would have them."""
    department = model.Group.by_name("dg-jtysj")
    shown = (
        {**dataset(n, items), "organization": {"title": department.title}} for n in range(rows)
    )
    with path.open("wb") as file:
        blank.write(file, template_of("dataset"), shown, date(2026, 11, 25))


def peer(context: dict[str, Any], rows: int, items: int) -> list[dict[str, Any]]:
    """Create the same datasets through CKAN's own action."""
    create = tk.get_action("package_create")
    return [create(dict(context), dataset(10_000_000 + n, items)) for n in range(rows)]


def comparable(dataset_id: str, number: int) -> dict[str, Any]:
    """Show a dataset without what must differ."""
    shown = tk.get_action("package_show")(
        {"ignore_auth": True, "use_cache": False}, {"id": dataset_id}
    )
    plain = {k: v for k, v in shown.items() if k not in VARYING}
    plain["title"] = plain["title"].replace(str(10_000_000 + number), str(number))
    plain["tags"] = sorted(tag["name"] for tag in plain["tags"])
    return {**plain, "tags": [t for t in plain["tags"] if not t.startswith("线路")]}


def is_equal(created: list[dict[str, Any]]) -> bool:
    """Compare what both ways have stored."""
    for number, theirs in enumerate(created):
        title = dataset(number, 0)["title"]
        ours = model.Session.query(model.Package).filter_by(title=title).one()
        mine, peers = comparable(ours.id, number), comparable(theirs["id"], number)
        if mine != peers:
            differing = [k for k in {*mine, *peers} if mine.get(k) != peers.get(k)]
            click.echo(f"row {number} differs in {differing}", err=True)
            return False
    return True


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="full")
def main(size: str) -> None:
    """Measure the import of a workbook."""
    few, many, items = SIZES[size]
    with portal() as context, TemporaryDirectory() as folder:
        path = Path(folder, "rows.xlsx")
        write_workbook(path, many, items)
        peer(context, 3, items)
        created, theirs = timed(lambda: peer(context, few, items))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        wanted = {"path": str(path)}
        imported = tk.get_action("dongguan_sheet_import")
        result, ours = timed(lambda: imported(dict(context), wanted))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        again, second = timed(lambda: imported(dict(context), wanted))
        told = result["outcomes"] == {"created": many} and again["outcomes"] == {
            "unchanged": many
        }
        equal = told and is_equal(created)
        figures = {
            "rows": many, "cpu_ours": round(ours.cpu / many, 2),
            "cpu_peer": round(theirs.cpu / few, 2), "grown_mib": round(grown / 1024),
            "again_ms": round(second.wall / many, 3),
        }  # fmt: skip
        cases = [
            case(
                "import", ours.wall / many, theirs.wall / few, "ms/row", equal=equal, **figures
            )
        ]
    tell("excel", cases)


if __name__ == "__main__":
    main()
