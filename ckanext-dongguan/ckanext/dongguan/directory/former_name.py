"""Names and addresses that a provider had before, without CKAN.

They come from two places: the code list `departments`, whose retired rows name their
successor (the reform of 2019), and the provider's own record, where each renaming in the
portal leaves a line `name | last day | basis`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ckanext.dongguan.schemas.codelists import former, load

from . import day

SIGN = "|"


@dataclass(frozen=True, kw_only=True)
class FormerName:
    """A name of before, the last day on which it was used (ISO 8601, may be empty) and why."""

    name: str
    name_en: str = ""
    until: str = ""
    basis: str = ""
    is_unsure: bool = False

    def __str__(self) -> str:
        parts = [self.name, self.until, self.basis]
        while not parts[-1]:
            parts.pop()
        return f" {SIGN} ".join(parts)


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A line that cannot be read: its number from 1 and what stands there."""

    number: int
    text: str


def parse(text: str) -> Iterator[FormerName | BadLine]:
    """Read a provider's own lines; empty ones do not count."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _line(line) or BadLine(number=number, text=line.strip())


def _line(line: str) -> FormerName | None:
    parts = [part.strip() for part in line.replace("｜", SIGN).split(SIGN)]
    name, until, basis, *rest = [*parts, "", ""][: max(3, len(parts))]
    if not name or any(rest) or (until and day.parse(until) is None):
        return None
    return FormerName(name=name, until=until, basis=basis)


def listed(provider: str) -> tuple[FormerName, ...]:
    """List what the code list knows of a provider's former names, the oldest first."""
    rows = sorted(former(load("departments"), provider), key=lambda code: code.valid_to)
    return tuple(
        FormerName(
            name=row.label_zh, name_en=row.label_en, until=row.valid_to, basis=row.note,
            is_unsure=row.is_unsure,
        )
        for row in rows
    )  # fmt: skip


def of_provider(provider: str, own: str) -> tuple[FormerName, ...]:
    """List all former names of a provider, those of the list first, each once."""
    found = {name.name: name for name in listed(provider)}
    for name in parse(own):
        if isinstance(name, FormerName):
            found.setdefault(name.name, name)
    return tuple(found.values())


def with_name(own: str, name: FormerName, now: str) -> str:
    """Add a name to a provider's lines, unless it stands there or is the one of today."""
    kept = [line for line in parse(own) if isinstance(line, FormerName) and line.name != now]
    if name.name not in {now, *(line.name for line in kept)}:
        kept.append(name)
    return lines(kept)


def lines(names: Iterable[FormerName]) -> str:
    """Write names as a provider's record keeps them, one a line."""
    return "\n".join(map(str, names))
