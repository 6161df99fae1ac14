"""How much a harvest of many records holds in memory, measured in a process of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import requests
from ckan import model

sys.path.insert(0, str(Path(__file__).parent))
from _ckan_server import record
from _portal import portal
from harvest import harvest, register

from ckanext.dongguan.harvesters.difference import Outcome


def measure_memory(url: str, many: int) -> None:
    """Print how much the whole process held at its most."""
    with portal():
        requests.post(f"{url}/begin?{many}", timeout=5)
        register("plain", f"{url}/plain")
        fresh = max(many // 50, 1)
        know(many - fresh)
        before = peak()
        result, _spent, _cost = harvest("plain")
        most = peak()
    right = {Outcome.UNCHANGED: many - fresh, Outcome.ADDED: fresh}
    told = {
        "mib": most,
        "before_mib": before,
        "is_right": result.tally.counts == right,
    }
    click.echo(json.dumps(told))


def peak() -> int:
    """Read the most that this process held, in MiB.

    Not `ru_maxrss`: it begins with what the process that started this one held.
    """
    told = Path("/proc/self/status").read_text("ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) // 1024


def know(many: int) -> None:
    """Enter records into the ledger as a run before would have."""
    from ckanext.dongguan.harvest.model import items
    from ckanext.dongguan.harvest.sources import find
    from ckanext.dongguan.harvesters.adapters.ckan import VOLATILE
    from ckanext.dongguan.harvesters.found import content_hash
    from ckanext.dongguan.harvesters.registry import version_of

    stored = find("plain")
    assert stored
    salt = version_of(stored.source)
    with model.meta.engine.begin() as connection:
        for start in range(0, many, 1000):
            rows = []
            for number in range(start, min(start + 1000, many)):
                content = json.loads(record.__wrapped__(number, other=False, dated=False))
                stamp = content_hash(content, volatile=VOLATILE, salt=salt)
                rows.append(
                    {
                        "source": "plain",
                        "remote_id": content["id"],
                        "hash": stamp,
                        "package_id": "",
                    }
                )
            connection.execute(items.insert(), rows)
