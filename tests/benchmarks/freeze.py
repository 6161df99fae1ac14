"""A dataset with many files and rows is frozen or reclassified: how long until all is silent.

There is no peer: CKAN has no freeze. `ours` is the time from the command to the end of the
visit to every surface as a passer-by; `peer` is the limit of 60 s. `silent` is the time until
the first complete visit in which nothing answered had begun, which is when everything was
silent already. `thaw` is the way back.

`make bench NAME=freeze`: 100 resources of 10,000 rows; `SIZE=small`: 5 of 200.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click
import sqlalchemy as sa
from ckan import model
from ckan.tests import factories, helpers
from ckanext.datastore.backend.postgres import get_write_engine, identifier

sys.path.insert(0, str(Path(__file__).parent))
from _portal import case, portal, tell

from ckanext.dongguan.files.local import from_bytes

# Resources, rows of each table.
SIZES = {"small": (5, 200), "full": (100, 10_000)}
LIMIT = 60_000
OPENING = {
    "open_class": "unconditional", "share_class": "unconditional", "share_method": "file",
    "notes": "测试", "update_frequency": "monthly", "opening_decided_by": "测试单位",
    "opening_decided_on": "2026-01-05", "opening_basis": "测试依据",
    "secrecy_reviewed_by": "保密办", "secrecy_reviewed_on": "2026-01-04",
    "secrecy_basis": "测试审查意见",
}  # fmt: skip


def dataset(resources: int, rows: int) -> str:
    """Make an open dataset with files, tables of so many rows, aliases and views."""
    made = helpers.call_action(
        "package_create",
        name="dongjie-ceshi", title="冻结测试数据集", owner_org="dg-jtysj",
        resources=[{"name": f"文件{n}", "url": "http://example.invalid/a.csv"}
                   for n in range(resources)],
        **OPENING,
    )  # fmt: skip
    for number, resource in enumerate(made["resources"]):
        helpers.call_action(
            "resource_patch", id=resource["id"], url_type="upload",
            upload=from_bytes(f"a,b\n{number},1\n".encode(), f"wenjian-{number}.csv"),
        )  # fmt: skip
        _table(resource["id"], rows)
    return str(made["id"])


def _table(resource_id: str, rows: int) -> None:
    helpers.call_action(
        "datastore_create",
        resource_id=resource_id, aliases=f"dongjie-{resource_id[:8]}", force=True,
        fields=[{"id": "n", "type": "int"}, {"id": "站点", "type": "text"}],
    )  # fmt: skip
    with get_write_engine().begin() as connection:
        connection.execute(
            sa.text(
                f'INSERT INTO {identifier(resource_id)} (n, "站点") '  # noqa: S608
                "SELECT n, 'zhandian-' || n FROM generate_series(1, :rows) n"
            ),
            {"rows": rows},
        )
    view = model.ResourceView(
        resource_id=resource_id, title="表", view_type="datatables_view", order=0, config={}
    )
    model.Session.add(view)
    model.Session.commit()


def measured(
    dataset_id: str, action: str, wish: dict[str, str]
) -> tuple[float, dict[str, float], bool]:
    """Change the dataset by an action; return milliseconds, those of each step, its end."""
    steps: dict[str, float] = {}

    def told(step: str, seconds: float, error: str) -> None:
        steps[step] = seconds * 1000
        if error:
            click.echo(f"{step}: {error}", err=True)

    began = time.perf_counter()
    helpers.call_action(action, id=dataset_id, **wish)
    steps["transaction"] = (time.perf_counter() - began) * 1000
    done = helpers.call_action(
        "dongguan_reclassification_run", {"dongguan_tell": told}, id=dataset_id
    )
    return (time.perf_counter() - began) * 1000, steps, not done["left"]


CHANGES = (
    ("freeze", "dongguan_life_cycle_update", {"state": "frozen", "inner_reason": "测试"}),
    ("thaw", "dongguan_life_cycle_update", {"state": "published", "inner_reason": "测试"}),
    ("reclassify", "dongguan_reclassify", {
        "open_class": "withheld", "basis": "测试", "withheld_basis": "测试依据",
    }),
)  # fmt: skip


def main() -> None:
    """Freeze, let go again, and reclassify."""
    resources, rows = SIZES[os.environ.get("SIZE") or "full"]
    with portal():
        factories.Sysadmin()
        dataset_id = dataset(resources, rows)
        cases = []
        for name, action, wish in CHANGES:
            began = time.process_time()
            took, steps, is_done = measured(dataset_id, action, wish)
            silent = took - steps.get("check", 0)
            more = {
                "silent": round(silent), "cpu": round((time.process_time() - began) * 1000),
                "resources": resources, "rows": resources * rows,
                "steps": {step: round(ms, 1) for step, ms in steps.items()},
            }  # fmt: skip
            cases.append(case(name, took, LIMIT, "ms", equal=is_done, **more))
    tell("freeze", cases)


if __name__ == "__main__":
    main()
