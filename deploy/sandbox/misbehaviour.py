"""What a server can be told to do wrong, and for how long."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from threading import Lock
from typing import Any

# slow: answer late; error_500, error_429: refuse; truncated: half of the JSON with a right
# length; dropped: the connection ends in the middle; gb18030: another encoding than announced;
# duplicates: a page repeats ids; vanished: listed items are not found.
KINDS = (
    "slow", "error_500", "error_429", "truncated",
    "dropped", "gb18030", "duplicates", "vanished",
)  # fmt: skip


@dataclass(kw_only=True)
class Misbehaviour:
    """One fault: `path` begins the paths it touches, `times` counts down (None: for ever)."""

    kind: str
    path: str = "/"
    times: int | None = None
    seconds: float = 1.0
    retry_after: int = 1
    every: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind: {', '.join(KINDS)}")
        if not (0 <= self.seconds <= 60 and self.every >= 1 and self.retry_after >= 0):
            raise ValueError("0 <= seconds <= 60, every >= 1, retry_after >= 0")
        if not isinstance(self.path, str) or (self.times is not None and self.times < 1):
            raise ValueError("path: text, times >= 1")


class Faults:
    """The faults in force, safe for threads."""

    def __init__(self) -> None:
        self._active: list[Misbehaviour] = []
        self._lock = Lock()

    def add(self, data: dict[str, Any]) -> None:
        """Put a fault in force; a ValueError or TypeError says what is wrong with it."""
        unknown = set(data) - {field.name for field in fields(Misbehaviour)}
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        with self._lock:
            self._active.append(Misbehaviour(**data))

    def clear(self) -> None:
        """End every fault."""
        with self._lock:
            self._active.clear()

    def list(self) -> list[dict[str, Any]]:
        """Return the faults in force."""
        with self._lock:
            return [asdict(fault) for fault in self._active]

    def take(self, path: str) -> dict[str, Misbehaviour]:
        """Return the faults for one request by kind, and count them down."""
        with self._lock:
            chosen = [fault for fault in self._active if path.startswith(fault.path)]
            for fault in chosen:
                if fault.times is not None:
                    fault.times -= 1
            self._active = [f for f in self._active if f.times is None or f.times > 0]
        return {fault.kind: fault for fault in chosen}
