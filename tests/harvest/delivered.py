"""A delivery of the sandbox's department, and what came of one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ckan import model

ITEMS = 4
ROOT = Path(__file__).resolve().parents[2]


def write(sandbox: Path, target: Path) -> Path:
    """Write a delivery as the sandbox does."""
    command = [sys.executable, "-m", "deploy.sandbox", "drop-folder", "--folder", sandbox]
    options = ["--target", target, "--items", str(ITEMS), "--manifest", "json"]
    subprocess.run([*command, *options], cwd=ROOT, check=True, env=os.environ)
    manifest = target / "manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    for item in data["items"]:
        # Each test has a source of its own, and a code belongs to one source.
        item["resCode"] = ""
    manifest.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return target


def copy(source: Path, target: Path) -> None:
    """Copy a delivery."""
    subprocess.run(["cp", "-r", source, target], check=True)


def stored(source: str) -> dict[str, Any]:
    """Give the datasets of a source by their id there."""
    model.Session.remove()
    mine = model.Package.extras["source_system"].astext == source
    return {p.extras["source_id"]: p for p in model.Session.query(model.Package).filter(mine)}
