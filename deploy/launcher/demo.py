"""Fills a demo site once: the sandbox's two upstream systems, and the steps of demo.yaml."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import yaml

from . import sandbox
from .errand import run_inside
from .message import language
from .place import Place
from .progress import Progress
from .site import Site
from .store import read_json, write_json
from .supervision import Supervision

STEPS = Path(__file__).with_name("demo.yaml")
COUNTED = re.compile(r"(\d+)\s*/\s*(\d+)")


@dataclass(frozen=True, kw_only=True)
class DemoStep:
    """One command that brings demo data."""

    name: str
    title: Mapping[str, str]
    command: tuple[str, ...]

    def is_possible(self, where: Mapping[str, str]) -> bool:
        """Tell whether the site has all that the command names."""
        return all(
            where[name]
            for word in self.command
            for _text, name, *_form in Formatter().parse(word)
            if name
        )


def steps() -> tuple[DemoStep, ...]:
    """Read the steps in their order."""
    entries = yaml.safe_load(STEPS.read_text("utf-8"))
    return tuple(DemoStep(**{**entry, "command": tuple(entry["command"])}) for entry in entries)


def _done(place: Place) -> Path:
    return place.data / "demo.json"


def fill(site: Site, supervision: Supervision, progress: Progress, commands: list[str]) -> None:
    """Run the steps that have not come to their end on this data folder."""
    where = sandbox.addresses(site)
    done = read_json(_done(site.place))
    ckan = [str(Path(sys.executable).with_name("ckan")), "-c", str(site.place.ini)]
    for step in steps():
        is_known = step.command[0] in commands and step.is_possible(where)
        if not is_known or done.get(step.name):
            continue
        command = [*ckan, *(word.format(**where) for word in step.command)]
        _run(step, command, supervision, progress)
        done[step.name] = True
        write_json(_done(site.place), done)


def _run(
    step: DemoStep, command: list[str], supervision: Supervision, progress: Progress
) -> None:
    title = step.title[language(supervision.environ)]
    with progress.step("step_demo", title=title) as shown:

        def heard(line: str) -> None:
            if counted := COUNTED.search(line):
                shown.show(int(counted[1]), int(counted[2]))

        run_inside(supervision, f"demo-{step.name}", command, heard=heard)
