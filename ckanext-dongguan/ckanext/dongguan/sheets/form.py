"""The forms in which tables of datasets are given out, without CKAN."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from . import blank, flat_writing
from .column import Template

Write = Callable[[BinaryIO, Template, Iterable[Mapping[str, Any]], date], int]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of file: the end of its name, its media type, and what writes it.

    `write` takes an open file, a template, datasets as `package_show` gives them and the
    day, and gives the number of datasets.
    """

    suffix: str
    media_type: str
    write: Write


XLSX = Form(
    suffix="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=blank.write,
)
CSV = Form(suffix="csv", media_type="text/csv", write=flat_writing.write_csv)
JSON = Form(suffix="json", media_type="application/json", write=flat_writing.write_json)
FORMS: Mapping[str, Form] = {one.suffix: one for one in (XLSX, CSV, JSON)}
