"""The dictionary in use: the release's files, the code lists, and a site's own files.

A site's folder holds CSV files in the same form; they are read again as soon as one of
them has changed. Files with a fault are not taken: the last good dictionary stays.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from ckanext.dongguan.schemas import codelists
from ckanext.dongguan.text import encoding

from . import vocabulary
from .correction import pairs
from .group import Group
from .lexicon import Lexicon
from .vocabulary.reading import Content, Fault, Flaw, read

log = logging.getLogger(__name__)

# Code lists whose names are words of the dictionary.
LISTS = ("departments", "towns", "themes")
_CITY = "东莞市"
_in_use: dict[str, tuple[tuple[tuple[str, int, int], ...], Lexicon]] = {}


def load(folder: str = "") -> Lexicon:
    """Give the dictionary, with what a site's folder adds; at once if nothing changed."""
    stamp = _stamp(folder)
    known = _in_use.get(folder)
    if known is None or known[0] != stamp:
        known = _in_use[folder] = (stamp, _renewed(folder, known))
    return known[1]


def check(folder: str) -> tuple[Fault, ...]:
    """List every fault in a site's files."""
    content = Content()
    _read_folder(folder, content)
    return tuple(content.faults)


def release() -> Content:
    """Read the files of the release."""
    content = Content()
    for file in sorted(files(vocabulary.__name__).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".csv"):
            read(file.name, file.read_text(encoding="utf-8"), content)
    return content


@cache
def _standard() -> Lexicon:
    return _lexicon(Content())


def _renewed(folder: str, known: tuple[object, Lexicon] | None) -> Lexicon:
    if not folder:
        return _standard()
    own = Content()
    _read_folder(folder, own)
    if not own.faults:
        return _lexicon(own)
    log.error("The site's search words are not used: %s", own.faults[:5])
    return known[1] if known else _standard()


def _lexicon(own: Content) -> Lexicon:
    content = release()
    return Lexicon(
        [*content.groups, *_of_code_lists(), *own.groups],
        {**content.roles, **own.roles},
        [*own.common, *content.common],
        pairs([*content.similar, *own.similar]),
        [*content.endings, *own.endings],
    )


def _of_code_lists() -> Iterator[Group]:
    for name in LISTS:
        for code in codelists.load(name):
            chinese = [n for n in code.names if n != code.label_en and len(n) <= 20]
            short = [n.removeprefix(_CITY) for n in chinese if n.startswith(_CITY)]
            words = dict.fromkeys(w for w in (*chinese, *short) if len(w) > 1)
            if words and code.label_zh != _CITY:
                english = (code.label_en.casefold(),) if code.label_en else ()
                yield Group(
                    words=tuple(words), english=english, kind=name, source=code.source_text
                )


def _read_folder(folder: str, content: Content) -> None:
    if folder and not Path(folder).is_dir():
        content.faults.append(Fault(file=folder, line=0, flaw=Flaw.NO_FOLDER))
    for path in _paths(folder):
        try:
            read(path.name, encoding.decode(path.read_bytes()), content)
        except (ValueError, OSError):
            content.faults.append(Fault(file=path.name, line=0, flaw=Flaw.UNREADABLE))


def _paths(folder: str) -> list[Path]:
    """List the tables of a folder, also .CSV; one that is not there has none."""
    is_there = bool(folder) and Path(folder).is_dir()
    inside = Path(folder).iterdir() if is_there else ()
    return sorted(path for path in inside if path.suffix.lower() == ".csv")


def _stamp(folder: str) -> tuple[tuple[str, int, int], ...]:
    known = ((path.name, path.stat()) for path in _paths(folder))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in known)
