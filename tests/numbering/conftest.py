"""Codes of a superior directory that no other test uses."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

_official = count(1)


@pytest.fixture
def official() -> Callable[[], str]:
    """Make a new code at each call."""
    return lambda: f"307019/N{next(_official):06d}"
