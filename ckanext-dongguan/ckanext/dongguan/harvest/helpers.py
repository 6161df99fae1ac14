"""What the room's pages ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.clock import SHANGHAI, now
from ckanext.dongguan.harvesters.tally import WORDS

from . import form, origin, their_words
from .notice import Policy as Notify


def dongguan_harvest_time(instant: str | None) -> str:
    """Write an instant of an action's answer as a person reads it, to the minute."""
    return (instant or "")[:16].replace("T", " ")


def dongguan_harvest_origin(pkg: dict[str, Any]) -> dict[str, Any]:
    """Tell where a dataset comes from; empty for one that was registered here."""
    if not pkg.get("source_system"):
        return {}
    try:
        found = tk.get_action("dongguan_harvest_lineage_show")({}, {"id": pkg["id"]})
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return {}
    return dict(found)


def dongguan_harvest_file_origin(found: dict[str, Any], res: dict[str, Any]) -> str:
    """Give the id that a file has at the source of its dataset."""
    return str(origin.of_file(found, res).get("source_file") or "")


def dongguan_harvest_age(instant: str) -> str:
    """Say how long ago an instant of an action's answer was."""
    hours = int((now() - datetime.fromisoformat(instant)).total_seconds() // 3600)
    if hours < 1:
        return str(tk._("less than an hour"))
    if hours < 48:
        return str(tk.ungettext("{number} hour", "{number} hours", hours)).format(number=hours)
    days = hours // 24
    return str(tk.ungettext("{number} day", "{number} days", days)).format(number=days)


def dongguan_harvest_size(number: int | None) -> str:
    """Write how many bytes a run brought; none is a number, too."""
    return str(tk.h.dongguan_file_size(number)) if number else "0 B"


def dongguan_harvest_occasion(policy: str | None) -> str:
    """Say when notices of a source are sent."""
    words = {one["value"]: one["text"] for one in form.occasions()}
    return words[policy or Notify.FAILED]


def dongguan_harvest_counts(run: dict[str, Any]) -> list[tuple[str, int]]:
    """List the counts of a run with their words, in a fixed order."""
    words = {
        "added": tk._("Added"), "changed": tk._("Changed"), "unchanged": tk._("Unchanged"),
        "withdrawn": tk._("Withdrawn"), "restored": tk._("Restored"),
        "missing": tk._("Missing at the source"), "failed": tk._("Not taken"),
        "still_refused": tk._("Still not taken"),
    }  # fmt: skip
    counts = run["counts"]
    return [(words[one.value], counts[one.value]) for one in WORDS if counts.get(one.value)]


def dongguan_harvest_progress(run: Mapping[str, Any]) -> str:
    """Say how far a run is that has not ended."""
    done, total = run["done"], run["total"]
    if not done:
        return str(tk._("It has begun; no record is read yet"))
    if total and total > done:
        return str(tk._("{done} of {total} records read")).format(done=done, total=total)
    return str(tk.ungettext("{done} record read", "{done} records read", done)).format(
        done=done
    )


def dongguan_harvest_state(run: dict[str, Any] | None) -> str:
    """Say how a run stands."""
    if run is None:
        return str(tk._("Never run"))
    words = {
        "running": tk._("Running"), "succeeded": tk._("Succeeded"), "failed": tk._("Failed"),
        "cancelled": tk._("Cancelled"), "stopped": tk._("Interrupted"),
    }  # fmt: skip
    return str(words[run["state"]])


def dongguan_harvest_waiting(row: Mapping[str, Any]) -> str:
    """Say why a record waits; what nobody could read, as the source wrote it."""
    words = {
        "undecided": tk._("No opening record"),
        "widened": tk._("Class widened without a new decision"),
        "unread": tk._("Open class of the source is not in its code map: add it there"),
    }
    reason = str(words.get(row["waiting"], row["waiting"]))
    return (
        f"{reason}{tk._(' ({text})').format(text=row['unread'])}" if row["unread"] else reason
    )


def dongguan_harvest_audience(audience: str) -> str:
    """Say who a record would be for."""
    words = {
        "open": tk._("Everyone"), "conditional": tk._("On conditions"),
        "government": tk._("Government only"), "closed": tk._("Nobody"),
    }  # fmt: skip
    return str(words.get(audience, audience))


def dongguan_harvest_job_time(instant: Any) -> str:
    """Write an instant of ckanext-harvest (UTC, without a zone) in Dongguan's time."""
    if not instant:
        return ""
    read = datetime.fromisoformat(str(instant)).replace(tzinfo=UTC)
    return f"{read.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def dongguan_harvest_job_state(status: str) -> str:
    """Say how a job of ckanext-harvest stands."""
    words = {"New": tk._("Waiting"), "Running": tk._("Running"), "Finished": tk._("Finished")}
    return str(words.get(status, status))


def dongguan_harvest_job_error(message: str) -> dict[str, str]:
    """Say `cause` and `remedy` of what a harvester of ckanext-harvest wrote down."""
    return their_words.told(message)


def dongguan_harvest_job_counts(stats: dict[str, int] | None) -> str:
    """Write the counts of a job of ckanext-harvest."""
    words = {
        "added": tk._("Added"), "updated": tk._("Changed"), "not modified": tk._("Unchanged"),
        "deleted": tk._("Withdrawn"), "errored": tk._("Not taken"),
    }  # fmt: skip
    said = [f"{word} {stats[k]}" for k, word in words.items() if stats and stats.get(k)]
    return "，".join(said) or "–"
