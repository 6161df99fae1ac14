"""Two sides of a comparison, each a process of its own that waits for its turn.

What loads the machine for a while then slows both, and a round is short.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self


class Side:
    """A process that tells what it prepared, then measures a round for each line it reads."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._process.communicate()
        else:
            self._process.kill()
            self._process.wait()

    def told(self) -> dict[str, Any]:
        """Wait for the next thing it tells; what others print in it is passed over."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                return dict(json.loads(line))
        raise RuntimeError(f"A side ended with {self._process.wait()}")

    def round(self) -> dict[str, Any]:
        """Let it measure one round."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.told()


def alternating(ours: Side, peer: Side, rounds: int) -> tuple[list[Any], list[Any]]:
    """Measure in turns, each side first in every other round (ABBA); the first warms up."""
    done: dict[Side, list[Any]] = {ours: [], peer: []}
    for number in range(rounds + 1):
        for side in (ours, peer) if number % 2 else (peer, ours):
            done[side].append(side.round())
    return done[ours][1:], done[peer][1:]


def answer(prepared: dict[str, Any], measure: Callable[[], dict[str, Any]]) -> None:
    """Be a side: tell what was prepared, then measure until nothing more is asked."""
    _tell(prepared)
    for _ in sys.stdin:
        _tell(measure())


def _tell(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()
