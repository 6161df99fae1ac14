"""A file of a department taken in, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from . import book
from .column import NUMBER, Template
from .entry import Entry, entries, spots
from .fault import Fault
from .pile import Pile, pile

SET = 200
Report = Callable[[int], None]


@dataclass(kw_only=True)
class Taken:
    """What came of a file: how many records ended how, and every fault of it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        """Tell whether the file was taken in."""
        return not self.faults


def take(
    path: Path, template: Template, context: Mapping[str, Any], report: Report = lambda _: None
) -> Taken:
    """Check all records of a workbook and write them in one transaction.

    With one fault nothing is written, and every fault of the file is found. `report`
    hears how many records have been checked.

    :raises FileRefusedError: the file as a whole cannot be read
    """
    taken = Taken()
    try:
        with book.opened(path) as opened, pile() as further:
            for part in template.parts:
                further.add(part.field, book.lines(opened, part))
            read = _read(opened, template, further, taken)
            _write(read, template, dict(context), taken, report)
            taken.faults.extend(further.orphans())
        if taken.is_written:
            model.repo.commit()
    finally:
        model.Session.rollback()
    if taken.is_written:
        tk.get_action("dongguan_intake_drain")({"ignore_auth": True}, {})
    return taken


def _read(opened: Any, template: Template, further: Pile, taken: Taken) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    lines = book.lines(opened, template.main)
    for entry in entries(lines, template, further.take, _provider()):
        number = entry.line.texts.get(NUMBER, "")
        if number and number in seen:
            spot = entry.line.spots[NUMBER]
            taken.faults.append(
                Fault(spot=spot, header="序号", key="number", value=seen[number])
            )
        seen.setdefault(number, str(entry.line.spots.get(NUMBER, "")))
        taken.faults.extend(entry.faults)
        yield entry


def _write(
    read: Iterable[Entry],
    template: Template,
    context: dict[str, Any],
    taken: Taken,
    report: Report,
) -> None:
    reading, done = iter(read), 0
    while chosen := list(islice(reading, SET)):
        inner = {**context, "defer_commit": True, "dongguan_check_only": bool(taken.faults)}
        told = tk.get_action("dongguan_intake_write_many")(
            inner, {"records": [dict(one.dataset) for one in chosen], "is_whole": True}
        )
        for entry, end in zip(chosen, told, strict=True):
            taken.outcomes[end["outcome"]] += 1
            taken.faults.extend(spots(entry, end.get("errors", {}), template))
        done += len(chosen)
        report(done)


def _provider() -> Callable[[str], str | None]:
    """Find a department's address by any name it has or had, once for the whole file."""

    @cache
    def find(text: str) -> str | None:
        try:
            found = tk.get_action("dongguan_provider_find")(
                {"ignore_auth": True}, {"name": text}
            )
        except tk.ObjectNotFound:
            return None
        return str(found["name"])

    return find
