"""In whose name a run writes: what stands beside everything that it brings in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """A source and its system, the run, the version of the code map, the account that writes.

    `kept` are the fields that people may edit here.
    """

    source: str
    system: str
    run: str
    version: str
    user: str
    kept: tuple[str, ...] = ()
