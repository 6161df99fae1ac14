"""The words a person types behind `make`: run, stop, reset, status, url, logs."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from . import browser, checks, portal, trial, upkeep
from .failure import told
from .message import say
from .place import Place, site_place
from .privilege import step_down
from .problem import Problem
from .progress import Progress


def plainly(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Turn whatever goes wrong into one sentence and an exit code other than 0."""

    @wraps(verb)
    def spoken(*args: Any, **kwargs: Any) -> None:
        try:
            verb(*args, **kwargs)
        except (KeyboardInterrupt, click.Abort):
            _fail(Problem("interrupted"), code=130)
        except Exception as error:
            _fail(told(error, site_place(os.environ)))

    return spoken


def _fail(problem: Problem, *, code: int = 1) -> None:
    sentence = say(problem.key, os.environ, **problem.facts)
    click.echo(say("error", os.environ, sentence=sentence), err=True)
    sys.exit(code)


def _tell(lines: Iterable[str]) -> None:
    """Print lines for as long as somebody reads: `make status | head` is no failure."""
    try:
        print(*lines, sep="\n", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group()
def main() -> None:
    """Open-data portal of Dongguan: start, stop and look after a site."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _place(*, takes_over: bool = False) -> Place:
    """Find the site; a launcher run by root becomes the site's own user here."""
    place = site_place(os.environ)
    step_down(place, takes_over=takes_over)
    return place


@main.command()
@plainly
def run() -> None:
    """Start the portal with everything it needs."""
    progress = Progress(environ=os.environ)
    place = _place(takes_over=True)
    if portal.run(place, os.environ, progress) is None:
        progress.note("already_up", url=upkeep.url(place))
        return
    _tell(upkeep.farewell(place, os.environ))


@main.command()
@plainly
def stop() -> None:
    """Stop the portal and everything it started."""
    upkeep.stop(_place(), os.environ, Progress(environ=os.environ))


@main.command()
@plainly
def reset() -> None:
    """Delete the site's data, after a question; YES=1 answers it."""
    upkeep.reset(_place(), os.environ, Progress(environ=os.environ), ask=click.confirm)


@main.command()
@plainly
def status() -> None:
    """Show every program of the site."""
    _tell(upkeep.status(_place(), os.environ))


@main.command()
@plainly
def url() -> None:
    """Print the portal's address alone, for scripts."""
    _tell([upkeep.url(_place())])


@main.command()
@plainly
def logs() -> None:
    """Follow the logs, all of them or the one in NAME."""
    upkeep.follow(_place(), os.environ.get("NAME"))


@main.command()
@plainly
def ckan() -> None:
    """Run one of CKAN's commands, the one in ARGS, on the running site."""
    upkeep.ckan(_place(), os.environ, shlex.split(os.environ.get("ARGS") or "--help"))


@main.command()
@plainly
def test() -> None:
    """Run every test, two at a time, with services of its own; ARGS: only what it names."""
    if browser.find(os.environ) is None:
        Progress(environ=os.environ).note("no_browser")
    _with_services("-m", "pytest", *([] if os.environ.get("ARGS") else trial.BESIDE))


@main.command()
@plainly
def e2e() -> None:
    """Run the browser tests alone."""
    _with_services("-m", "pytest", "-m", "e2e")


@main.command()
@plainly
def bench() -> None:
    """Run the benchmark NAME with services of its own; SIZE goes to it."""
    size = os.environ.get("SIZE")
    script = trial.benchmark(os.environ.get("NAME"))
    _with_services(str(script), *(["--size", size] if size else []))


def _with_services(*command: str) -> None:
    words = [sys.executable, *command, *shlex.split(os.environ.get("ARGS") or "")]
    sys.exit(trial.run_with_services(words, os.environ, Progress(environ=os.environ)))


@main.command()
@plainly
def check() -> None:
    """Check style, types, house rules and the set of packages."""
    sys.exit(checks.run(Progress(environ=os.environ)))
