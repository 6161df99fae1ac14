"""One-off programs of a start, run to their end with the site's environment."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence

from .problem import Problem
from .supervision import Supervision, last_words


def run_inside(
    supervision: Supervision,
    name: str,
    command: Sequence[str],
    *,
    heard: Callable[[str], None] = lambda _line: None,
) -> None:
    """Run a command to its end; output goes to logs/<name>.log and each line to `heard`."""
    log = supervision.place.logs / f"{name}.log"
    with log.open("w", encoding="utf-8") as record:
        process = subprocess.Popen(
            command,
            cwd=supervision.environ["PYTHONPATH"],
            env=dict(supervision.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        try:
            for line in process.stdout or ():
                record.write(line)
                heard(line)
            process.wait()
        finally:
            process.kill()
            process.wait()
    if process.returncode:
        raise Problem("errand_failed", name=name, log=log, reason=last_words(log, lines=2))
