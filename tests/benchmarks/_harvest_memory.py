"""How much a harvest of many records holds in memory, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import click
import requests
from ckan import model

sys.path.insert(0, str(Path(__file__).parent))
from _ckan_server import record
from _portal import ROOT, portal
from harvest import register

from ckanext.dongguan.harvest import runs
from ckanext.dongguan.harvesters.difference import Outcome

CKAN = str(Path(sys.executable).with_name("ckan"))
SETTINGS = ROOT / "config" / "test.ini"


def measure_memory(url: str, many: int) -> None:
    """Print how much the command that follows a source held at its most."""
    with portal():
        requests.post(f"{url}/begin?{many}", timeout=5)
        register("plain", f"{url}/plain")
        fresh = max(many // 50, 1)
        know(many - fresh)
        most = most_of([CKAN, "-c", str(SETTINGS), "dongguan-harvest", "run", "plain"])
        [run] = runs.latest("plain")
    right = {Outcome.UNCHANGED: many - fresh, Outcome.ADDED: fresh}
    click.echo(json.dumps({"mb": most, "is_right": run["counts"] == right}))


def most_of(command: list[str]) -> int:
    """Run a command to its end; return the most that its process held, in MB (10^6 bytes).

    Linux keeps that figure until the process is gone (proc_pid_status(5), VmHWM).
    `ru_maxrss` would begin with what the process that started it had held.
    """
    most = 0
    with subprocess.Popen(command, stdout=sys.stderr) as process:
        told = Path(f"/proc/{process.pid}/status")
        while process.poll() is None:
            held = told.read_text("ascii").partition("VmHWM:")[2].split()
            most = int(held[0]) * 1024 // 10**6 if held else most
            time.sleep(0.05)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return most


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
