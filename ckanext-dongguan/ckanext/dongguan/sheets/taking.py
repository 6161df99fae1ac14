"""A file of a department taken in, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan import account
from ckanext.dongguan.directory.provider_finder import provider_finder

from . import book, mapped
from .column import NUMBER, Template
from .entry import Entry, entries, spots
from .fault import Fault
from .layout import Layout
from .pile import Pile, pile

SET = 200
Report = Callable[[int], None]


@dataclass(kw_only=True)
class Taken:
    """What came of a file: how many records ended how, and every fault of it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    # How often records stand in the file that stand there more than once.
    repeated: Counter[str] = field(default_factory=Counter)
    is_whole: bool = True

    @property
    def is_written(self) -> bool:
        """Tell whether the file was taken in, perhaps without the rows that are refused."""
        return not (self.faults and self.is_whole)

    def hold(self) -> None:
        """Count what would have been written as good, and held back."""
        for outcome in ("created", "updated"):
            self.outcomes["held"] += self.outcomes.pop(outcome, 0)
        if not self.outcomes["held"]:
            del self.outcomes["held"]


def take(
    path: Path, template: Template, context: Mapping[str, Any], report: Report = lambda _: None
) -> Taken:
    """Check all records of a workbook and write them in one transaction.

    With one fault nothing is written, and every fault of the file is found. `report`
    hears how many records have been checked.

    :raises FileRefusedError: the file as a whole cannot be read
    """
    with _transaction(Taken()) as taken, book.opened(path) as opened, pile() as further:
        parts = tuple(part for part in template.parts if book.has(opened, part))
        held = replace(template, parts=parts)
        for part in parts:
            further.add(part.field, book.lines(opened, part))
        read = _read(opened, held, further, taken)
        _write(read, held, dict(context), taken, report)
        taken.faults.extend(further.orphans())
    return taken


def take_mapped(
    path: Path, layout: Layout, context: Mapping[str, Any], report: Report = lambda _: None,
    *, is_whole: bool = True,
) -> Taken:  # fmt: skip
    """Do the same with a table of another layout.

    Without `is_whole` the rows that can be taken are written and the others told.

    :raises FileRefusedError: the file as a whole cannot be read
    """
    with _transaction(Taken(is_whole=is_whole)) as taken, book.opened(path) as opened:
        _ensure(layout.organization, context)
        with pile() as further:
            if (part := layout.items_part) and book.has(opened, part):
                further.add("items", book.lines(opened, part))
            lines = book.lines(opened, layout.part)
            read = mapped.entries(lines, layout, further.take, provider_finder())
            _write(_records(read, taken), layout.template, dict(context), taken, report)
            taken.faults.extend(further.orphans())
    return taken


@contextmanager
def _transaction(taken: Taken) -> Iterator[Taken]:
    """Commit what was taken, or nothing, and send it to the index."""
    try:
        yield taken
        if taken.is_written:
            model.repo.commit()
        else:
            taken.hold()
    finally:
        model.Session.rollback()
    if taken.is_written:
        tk.get_action("dongguan_intake_drain")({"ignore_auth": True}, {})


def _ensure(organization: Mapping[str, str], context: Mapping[str, Any]) -> None:
    """Create the provider that all records of a layout go under, where there is none."""
    if not organization or model.Group.by_name(organization["name"]) is not None:
        return
    tk.check_access("organization_create", dict(context), dict(organization))
    # The site itself: whoever creates a provider becomes its administrator in CKAN.
    inner = {**account.of_site(), "defer_commit": True, "return_id_only": True}
    tk.get_action("organization_create")(inner, dict(organization))


def _records(read: Iterable[mapped.Read], taken: Taken) -> Iterator[Entry]:
    """Count what is no record, note what cannot be read, and give the rest."""
    for one in read:
        match one:
            case mapped.Blank():
                taken.outcomes["blank"] += 1
            case mapped.Repetition():
                taken.outcomes["repeated"] += 1
                taken.repeated[str(one.first)] += 1
            case Entry() if one.faults:
                taken.outcomes["refused"] += 1
                taken.faults.extend(one.faults)
            case Entry():
                yield one


def _read(opened: Any, template: Template, further: Pile, taken: Taken) -> Iterator[Entry]:
    seen: dict[str, str] = {}
    lines = book.lines(opened, template.main)
    for entry in entries(lines, template, further.take, provider_finder()):
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
        is_vain = not taken.is_written
        inner = {**context, "defer_commit": True, "dongguan_check_only": is_vain}
        told = tk.get_action("dongguan_intake_write_many")(
            inner,
            {"records": [dict(one.dataset) for one in chosen], "is_whole": taken.is_whole},
        )
        for entry, end in zip(chosen, told, strict=True):
            taken.outcomes[end["outcome"]] += 1
            taken.faults.extend(spots(entry, end.get("errors", {}), template))
        done += len(chosen)
        report(done)
