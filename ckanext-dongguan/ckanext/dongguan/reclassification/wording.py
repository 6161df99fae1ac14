"""The words in which changes of openness are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import SHANGHAI
from ckanext.dongguan.language import is_chinese
from ckanext.dongguan.openness.words import Kind, of

from .catalogue import Described


def words(described: Described) -> str:
    """Name a step."""
    return described.zh if is_chinese() else described.en


def case_label(code: str | None) -> str:
    """Name a case of the policy table."""
    return of(Kind.CASE, code or "", is_chinese=is_chinese())


def life_label(code: str) -> str:
    """Name where a dataset stands in its life."""
    return of(Kind.STATE, code, is_chinese=is_chinese())


def minute(instant: str | None) -> str:
    """Write an instant (ISO 8601) as a person in Dongguan reads it."""
    if not instant:
        return ""
    return f"{datetime.fromisoformat(instant).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def state_of(row: Any, steps: Sequence[Any]) -> str:
    """Tell how far a change has come: overtaken, done, failing, running or waiting."""
    if row.superseded_by:
        return "overtaken"
    if row.finished_at:
        return "done"
    if any(one.error for one in steps):
        return "failing"
    return "running" if any(one.finished_at for one in steps) else "waiting"


def state_label(state: str) -> str:
    """Name the state of a change."""
    labels = {
        "overtaken": tk._("Overtaken by a later change"),
        "done": tk._("Done on every surface"),
        "failing": tk._("Not done yet: a step failed and is tried again"),
        "running": tk._("Being carried out"),
        "waiting": tk._("Waiting for a worker"),
    }
    return str(labels[state])
