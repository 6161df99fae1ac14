"""Waiting for a fact: asked again and again, up to a deadline that no load reaches."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

PATIENCE_SECONDS = 300


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; fail the test where it does not come to that."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > end:
            pytest.fail(f"it did not come to that within {PATIENCE_SECONDS} seconds")
        time.sleep(0.05)
