"""Which layout a file is taken in by: the template of its type, a known one, or a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk

from . import layout_reading, layouts, taking
from .column import Part
from .fault import FileRefusedError
from .kind import template_of
from .layout import Layout
from .taking import Taken


def taken(
    path: Path, name: str, context: Mapping[str, Any], wanted: Mapping[str, Any]
) -> tuple[str, Taken]:
    """Take a file in as it is wanted; give the title of its account, and what came of it.

    :raises FileRefusedError: the file cannot be read, or there is no such type or layout
    :raises MappingRefusedError: the mapping file cannot be used
    """
    report = context.get("dongguan_report", lambda _done: None)
    layout = _layout(wanted)
    if layout is None:
        template = template_of(str(wanted.get("type") or "dataset"))
        return name, taking.take(path, template, context, report)
    is_whole = tk.asbool(wanted.get("is_whole", True))
    return layout.label, taking.take_mapped(path, layout, context, report, is_whole=is_whole)


def further(wanted: Mapping[str, Any]) -> tuple[Part, ...]:
    """List the further sheets that a file of the wanted kind may hold.

    :raises FileRefusedError: there is no such type or layout
    :raises MappingRefusedError: the mapping file cannot be used
    """
    layout = _layout(wanted)
    if layout is None:
        return template_of(str(wanted.get("type") or "dataset")).parts
    return (layout.items_part,) if layout.items_part else ()


def _layout(wanted: Mapping[str, Any]) -> Layout | None:
    name, text = wanted.get("layout"), wanted.get("mapping")
    if name:
        return known(str(name))
    return read(str(text), str(wanted.get("mapping_name") or "mapping")) if text else None


def known(name: str) -> Layout:
    """Read a layout of the release.

    :raises FileRefusedError: there is none of that name
    """
    try:
        return read(layouts.text(name), name)
    except LookupError as error:
        raise FileRefusedError("unknown_layout", layout=name) from error


def read(text: str, name: str) -> Layout:
    """Read a mapping file for the type that it names.

    :raises MappingRefusedError: with every fault in it
    :raises FileRefusedError: there is no such type
    """
    template = template_of(layout_reading.dataset_type(text))
    return layout_reading.read(text, name, template)
