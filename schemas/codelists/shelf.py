"""Where the lists are read from: the project's own files, and a site's laid over them.

The room `codelists` says at the start which folder is the site's and calls `refresh`
before each request and each job. A folder whose files have changed is read anew as a
whole; one with a fault leaves everything as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from types import MappingProxyType

from .code import COLUMNS, Code, CodeList
from .fault import CodelistFaultError, Fault, Kind
from .overlay import overlaid

# Which files a folder holds: name, time of the last change (ns), bytes.
Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The lists as they stand at one moment."""

    folder: Path | None = None
    signature: Signature = ()
    site_lists: Mapping[str, CodeList] = field(default_factory=dict)

    def load(self, name: str) -> CodeList:
        """Return a list.

        :raises LookupError: there is no list of that name
        """
        return self.site_lists.get(name) or _packaged(name)


@dataclass
class _Holder:
    shelf: Shelf


_holder = _Holder(Shelf())


def load(name: str) -> CodeList:
    """Return a code list as it stands now.

    :raises LookupError: there is no list of that name
    """
    return _holder.shelf.load(name)


def names() -> tuple[str, ...]:
    """Name all lists in the order of the alphabet."""
    found = (file.name for file in files(__package__).iterdir())
    return tuple(sorted(name[:-4] for name in found if name.endswith(".csv")))


def installed() -> Path | None:
    """Name the site's folder that is in use."""
    return _holder.shelf.folder


def install(folder: Path | None) -> None:
    """Lay the files of a site's folder over the lists; None takes them away.

    :raises CodelistFaultError: with every fault in them; the lists stay as they were
    """
    _holder.shelf = read(folder)


def refresh() -> bool:
    """Read the site's folder again if its files have changed; tell whether they had.

    :raises CodelistFaultError: once for each change that cannot be taken
    """
    shelf = _holder.shelf
    if shelf.folder is None or (now := _signature(shelf.folder)) == shelf.signature:
        return False
    # Even a folder that cannot be read is not read a second time before it changes.
    _holder.shelf = Shelf(folder=shelf.folder, signature=now, site_lists=shelf.site_lists)
    install(shelf.folder)
    return True


def read(folder: Path | None) -> Shelf:
    """Read a site's folder without using it.

    :raises CodelistFaultError: with every fault in it
    """
    if folder is None:
        return Shelf()
    if not folder.is_dir():
        raise CodelistFaultError((Fault(kind=Kind.NO_FOLDER, file=str(folder)),))
    signature, lists, found = _signature(folder), {}, list[Fault]()
    for name, _changed, _bytes in signature:
        try:
            lists[Path(name).stem] = _site_list(folder / name)
        except CodelistFaultError as error:
            found += error.faults
    if found:
        raise CodelistFaultError(tuple(found))
    return Shelf(folder=folder, signature=signature, site_lists=MappingProxyType(lists))


def _site_list(file: Path) -> CodeList:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return overlaid(_packaged(file.stem), text)
    except UnicodeDecodeError:
        fault = Fault(kind=Kind.NOT_TEXT, file=file.name)
    except LookupError:
        fault = Fault(kind=Kind.NO_LIST, file=file.name, value=file.stem)
    raise CodelistFaultError((fault,))


def _signature(folder: Path) -> Signature:
    return tuple(sorted(_entries(folder))) if folder.is_dir() else ()


def _entries(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in folder.glob("*.csv"):
        with suppress(FileNotFoundError):
            stat = file.stat()
            yield file.name, stat.st_mtime_ns, stat.st_size


@cache
def _packaged(name: str) -> CodeList:
    if name not in names():
        raise LookupError(f"no code list {name!r}")
    file = files(__package__).joinpath(f"{name}.csv")
    rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline=""))
    return CodeList(name, tuple(map(_code, rows)))


def _code(row: dict[str, str]) -> Code:
    more = {key: value for key, value in row.items() if key not in COLUMNS}
    return Code(**{key: row[key] for key in COLUMNS}, more=MappingProxyType(more))
