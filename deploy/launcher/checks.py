"""What `make check` asks of the code: style, types, house rules, a sound set of packages."""

from __future__ import annotations

import subprocess
import sys

from .place import ROOT
from .progress import Progress

# The house is judged without services: CKAN's plugin for pytest would ask for them.
HOUSE = (
    "pytest", "-q", "--override-ini=addopts=", "--noconftest", "-p", "no:cacheprovider",
    "-p", "no:ckan", "-p", "no:ckan_fixtures",
    "tests/test_house.py", "tests/test_packaging.py", "tests/test_readme.py",
)  # fmt: skip
CHECKS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "pip check": ("pip", "check"),
    "house rules": HOUSE,
}


def run(progress: Progress) -> int:
    """Run every check, show what it has to say, and return the exit code."""
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if failed:
        progress.note("checks_failed", names=", ".join(failed))
    return bool(failed)


def _passes(name: str, command: tuple[str, ...]) -> bool:
    sys.stderr.write(f"· {name}\n")
    sys.stderr.flush()
    done = subprocess.run([sys.executable, "-m", *command], check=False, cwd=ROOT)
    return done.returncode == 0
