"""What is known of a source before it is read, without CKAN."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .limits import Limits

FindProvider = Callable[[str], str | None]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source, as its record says; `credentials` are read from their file."""

    name: str
    title: str
    adapter: str
    address: str
    system: str
    options: Mapping[str, Any] = field(default_factory=dict)
    credentials: Mapping[str, str] = field(default_factory=dict)
    # The department of records that name none.
    owner: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option that an adapter declares; `kind` is text, number, yes_no or choice.

    What it is called stands beside the form that asks for it.
    """

    name: str
    kind: str = "text"
    default: Any = ""
    is_required: bool = False
    choices: tuple[str, ...] = ()
    # Empty means something else than the default.
    may_be_empty: bool = False
