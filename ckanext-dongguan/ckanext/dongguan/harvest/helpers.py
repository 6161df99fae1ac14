"""What the room's pages ask for."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.harvesters.tally import WORDS


def dongguan_harvest_time(instant: str | None) -> str:
    """Write an instant of an action's answer as a person reads it, to the minute."""
    return (instant or "")[:16].replace("T", " ")


def dongguan_harvest_counts(run: dict[str, Any]) -> list[tuple[str, int]]:
    """List the counts of a run with their words, in a fixed order."""
    words = {
        "added": tk._("Added"), "changed": tk._("Changed"), "unchanged": tk._("Unchanged"),
        "withdrawn": tk._("Withdrawn"), "restored": tk._("Restored"),
        "missing": tk._("Missing at the source"), "failed": tk._("Not taken"),
    }  # fmt: skip
    counts = run["counts"]
    return [(words[one.value], counts[one.value]) for one in WORDS if counts.get(one.value)]


def dongguan_harvest_state(run: dict[str, Any] | None) -> str:
    """Say how a run stands."""
    if run is None:
        return str(tk._("Never run"))
    words = {
        "running": tk._("Running"), "succeeded": tk._("Succeeded"), "failed": tk._("Failed"),
        "cancelled": tk._("Cancelled"), "stopped": tk._("Interrupted"),
    }  # fmt: skip
    return str(words[run["state"]])


def dongguan_harvest_waiting(reason: str) -> str:
    """Say why a record waits."""
    words = {
        "undecided": tk._("No opening record"),
        "widened": tk._("Class widened without a new decision"),
    }
    return str(words.get(reason, reason))


def dongguan_harvest_audience(audience: str) -> str:
    """Say who a record would be for."""
    words = {
        "open": tk._("Everyone"), "conditional": tk._("On conditions"),
        "government": tk._("Government only"), "closed": tk._("Nobody"),
    }  # fmt: skip
    return str(words.get(audience, audience))
