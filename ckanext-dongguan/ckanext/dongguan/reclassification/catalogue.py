"""The steps there are, in their order: `steps.yaml`, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).with_name("steps.yaml")


@dataclass(frozen=True, kw_only=True)
class Described:
    """A step by its name, with its words."""

    step: str
    zh: str
    en: str


@cache
def steps() -> dict[str, Described]:
    """Read the steps by name."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {row["step"]: Described(**row) for row in rows}
