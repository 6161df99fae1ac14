"""What a room declares when it wants work done regularly or in the background, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .schedule import check_schedule
from .state import RunState

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Cancelled(Exception):  # noqa: N818 - to be cancelled is no error
    """Somebody asked this run to stop; a job lets it pass after cleaning up."""


@dataclass(frozen=True, kw_only=True)
class PreviousRun:
    """The last run that kept a cursor: how it ended and where it stood."""

    state: RunState
    cursor: dict[str, Any]


class Run(Protocol):
    """What a running job holds in its hand."""

    id: str
    previous: PreviousRun | None

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is; raises Cancelled when it is no longer wanted."""

    def heartbeat(self) -> None:
        """Say that the work goes on; raises Cancelled when it is no longer wanted."""

    def is_cancelled(self) -> bool:
        """Tell whether somebody asked this run to stop."""

    def check(self) -> None:
        """Raise Cancelled when somebody asked this run to stop."""

    def save(self, cursor: dict[str, Any]) -> None:
        """Keep where the work stands, for the next run's `previous`."""


class ExplainedError(Exception):
    """A job cannot go on and says why: a sentence for people, shown as it is."""


@dataclass(frozen=True, kw_only=True)
class JobDefinition:
    """One job: its name, when it is due (Asia/Shanghai) and how long it may take.

    `title` is an English msgid, with places for `names`; `schedule` is a cron expression of
    five fields or None for a job that is only started by hand; raises ValueError on a bad
    field.
    """

    name: str
    title: str
    schedule: str | None
    limit_seconds: int
    run: Callable[[Run], None]
    queue: str = "default"
    names: Mapping[str, str] = field(default_factory=dict)

    def titled(self, translate: Callable[[str], str]) -> str:
        """Write the title in the language of the reader."""
        title = translate(self.title)
        return title.format(**self.names) if self.names else title

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"a job's name is lower-case words and hyphens: {self.name!r}")
        if self.limit_seconds < 1:
            raise ValueError(f"the limit of {self.name} must be at least one second")
        if self.schedule is not None:
            check_schedule(self.schedule)
