"""Switches off one guard after the other: `python -m tests.openness.leaks.mutate [NAME …]`.

Each guard of `guards.yaml` is a piece of a line and what stands in its place in a copy of
the package; the smallest part of the suite that should notice is run on the copy and has
to turn red. The planted world is made once and kept, but for guards of what is indexed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

TABLE = Path(__file__).with_name("guards.yaml")
ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "ckanext-dongguan" / "ckanext" / "dongguan"
# Python looks here first, whatever else is installed.
FIRST = "import ckanext\nckanext.__path__.insert(0, {folder!r})\n"


@dataclass(frozen=True, kw_only=True)
class Guard:
    """A guard: where it stands, what takes its place, which tests notice."""

    name: str
    file: str
    find: str
    put: str
    tests: str
    replant: bool = False
    redundant: str = ""

    def switch_off(self, package: Path) -> str:
        """Take the guard out of a copy; return the text that was there."""
        path = package / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.find) != 1:
            raise click.ClickException(f"{self.name}: {text.count(self.find)} places, not 1")
        path.write_text(text.replace(self.find, self.put), encoding="utf-8")
        return text


def guards() -> list[Guard]:
    """Read the table."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return [Guard(name=name, **row) for name, row in rows.items()]


@contextmanager
def copied() -> Iterator[tuple[Path, dict[str, str]]]:
    """Copy the package; yield the copy and the environment in which Python finds it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "ckanext", "dongguan")
        leave = shutil.ignore_patterns("__pycache__", "public", "*.po")
        shutil.copytree(PACKAGE, copy, ignore=leave)
        (copy / "public").symlink_to(PACKAGE / "public")
        first = FIRST.format(folder=str(copy.parent))
        Path(folder, "sitecustomize.py").write_text(first, encoding="utf-8")
        kept = str(Path(folder, "world.json"))
        yield copy, {**os.environ, "PYTHONPATH": folder, "DONGGUAN_LEAKS_WORLD": kept}


def run(tests: str, environ: dict[str, str]) -> str:
    """Run a part of the suite; return the test that failed first, nothing where it is green.

    :raises ClickException: no test was run to its end, so that nothing is shown
    """
    # Arguments of pytest behind the folder: -k and an expression, or files instead of it.
    place = [] if tests.startswith("tests/") else ["tests/openness/leaks", "-k"]
    quick = ["-q", "-x", "-p", "no:warnings", "-p", "no:cacheprovider"]
    words = tests.split() if not place else [tests]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *quick, *place, *words],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    failed = re.search(r"^FAILED \S*::(\S+)", done.stdout, re.MULTILINE)
    if done.returncode and not failed:
        raise click.ClickException(done.stdout[-2000:] + done.stderr[-2000:])
    return failed[1] if failed else ""


@click.command()
@click.argument("names", nargs=-1)
@click.option("--check", is_flag=True, help="Run the parts on the unchanged package first.")
def main(names: tuple[str, ...], *, check: bool) -> None:
    """Try the guards (all, or those named); exit code 1 where one survives unexplained."""
    chosen = [guard for guard in guards() if not names or guard.name in names]
    with copied() as (package, environ):
        if check:
            for tests in {guard.tests for guard in chosen}:
                if red := run(tests, environ):
                    raise click.ClickException(f"red before anything was changed: {red}")
        survivors = [guard.name for guard in chosen if not tried(guard, package, environ)]
    sys.exit(1 if survivors else 0)


def tried(guard: Guard, package: Path, environ: dict[str, str]) -> bool:
    """Switch a guard off, run its tests and tell of it; False where it survives unexplained."""
    began = time.monotonic()
    with planted_anew(environ) if guard.replant else nullcontext():
        text = guard.switch_off(package)
        try:
            red = run(guard.tests, environ)
        finally:
            (package / guard.file).write_text(text, encoding="utf-8")
    said = f"red: {red}" if red else f"SURVIVES {guard.redundant}"
    click.echo(f"{guard.name}: {said} ({time.monotonic() - began:.0f} s)")
    return bool(red or guard.redundant)


@contextmanager
def planted_anew(environ: dict[str, str]) -> Iterator[None]:
    """Let the world be planted for this guard, and again for the next one."""
    world = Path(environ["DONGGUAN_LEAKS_WORLD"])
    world.unlink(missing_ok=True)
    yield
    world.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
