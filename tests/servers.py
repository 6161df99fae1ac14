"""Servers of the tests' own: a port that stays free, and the moment in which they answer."""

from __future__ import annotations

import random
import subprocess

import requests

from deploy.launcher.port import RANGE, _had

from .waiting import until


def free_port() -> int:
    """Pick a port that neither another test nor an outgoing connection takes meanwhile."""
    return next(port for port in random.SystemRandom().sample(RANGE, 200) if _had(port))


def await_answer(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers; one that has ended never will."""

    def answers() -> bool:
        assert server.poll() is None, "the server ended"
        try:
            requests.get(url, timeout=60)
        except requests.ConnectionError:
            return False
        return True

    until(answers)
