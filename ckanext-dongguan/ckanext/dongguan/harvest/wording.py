"""What kinds of sources, their fields and options are called: `form.yaml`, as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ckanext.dongguan.language import said

FORM = Path(__file__).with_name("form.yaml")


@cache
def form() -> Mapping[str, Any]:
    """Read the words of the form: kinds, groups, fields, options."""
    read: dict[str, Any] = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    return read


def of_kind(name: str) -> Mapping[str, Any]:
    """Give the words of a kind; those of harvesters in general for one not described."""
    return dict(form()["kinds"].get(name) or form()["elsewhere"])


def kind_title(name: str, unknown: str = "") -> str:
    """Say what a kind is called; one not described is called as it calls itself."""
    found = form()["kinds"].get(name)
    return said(found["title"]) if found else unknown or name


def label(name: str) -> str:
    """Say what a field or an option is called; any other name is its own."""
    found = form()["fields"].get(name) or form()["options"].get(name)
    return said(found["label"]) if found else name
