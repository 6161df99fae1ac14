"""How much of a source a run may take, without CKAN."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Caps of one run on one source; all may be set for each source.

    `hosts` are the names (with port where it is not the usual one) that may be called
    beside that of the source's own address; `private` says that the source lies in a
    private network, which a portal on the internet has no business to call otherwise.
    """

    hosts: tuple[str, ...] = ()
    private: bool = False
    answer_bytes: int = 64 * MIB
    file_bytes: int = 200 * MIB
    run_bytes: int = 20 * 1024 * MIB
    record_bytes: int = 2 * MIB
    pages: int = 100_000
    answer_seconds: float = 120.0
    run_seconds: float = 6 * 3600.0
    calls_per_second: float = 20.0
    tries: int = 4
    # Records that are written in one transaction.
    portion: int = 200
