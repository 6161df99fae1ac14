"""What templates ask of the room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .cell import GAPS, State
from .essential import SOURCES


def dongguan_cell_mark(state: str) -> str:
    """Write the state of a cell in one sign, as the grid has room for."""
    marks = {
        State.THERE: tk._("✓"), State.STALE: tk._("◔"),
        State.PARTLY: tk._("½"), State.MISSING: tk._("✗"),
        State.NOT_EXPECTED: tk._("–"),
    }  # fmt: skip
    return str(marks[State(state)])


def dongguan_cell_meaning(state: str) -> str:
    """Say what the state of a cell means."""
    meanings = {
        State.THERE: tk._("given out and current"),
        State.STALE: tk._("given out, but older than its cycle allows"),
        State.PARTLY: tk._("catalogued without data, or only inside the city's dataset"),
        State.MISSING: tk._("not in the directory"),
        State.NOT_EXPECTED: tk._("kept by the city, not by each town"),
    }
    return str(meanings[State(state)])


def dongguan_is_gap(state: str) -> bool:
    """Tell whether a cell asks for something to be opened or brought up to date."""
    return State(state) in GAPS


def dongguan_essential_source(source: str) -> str:
    """Name the list that an essential dataset was chosen after."""
    names = (
        tk._("Global Open Data Index"), tk._("US City Open Data Census"),
        tk._("High-value datasets of the EU"), tk._("Added for Dongguan"),
    )  # fmt: skip
    return str(dict(zip(SOURCES, names, strict=True))[source])
