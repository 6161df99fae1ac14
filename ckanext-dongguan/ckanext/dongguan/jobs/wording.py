"""The words in which states and reasons are shown."""

from __future__ import annotations

import re

import ckan.plugins.toolkit as tk

from .state import RunState


def state_label(state: str) -> str:
    """Return the word for a state."""
    labels = {
        RunState.QUEUED: tk._("Waiting"),
        RunState.RUNNING: tk._("Running"),
        RunState.SUCCEEDED: tk._("Succeeded"),
        RunState.FAILED: tk._("Failed"),
        RunState.CANCELLED: tk._("Cancelled"),
        RunState.LOST: tk._("Lost"),
    }
    return str(labels[RunState(state)])


def error_label(error: str | None) -> str:
    """Return the sentence for a reason; text that a job itself gave stays as it is."""
    labels = {
        "silent": tk._(
            "The worker gave no sign of life; it was probably stopped. Start the job again."
        ),
        "limit": tk._("The job took longer than its time limit and was stopped."),
        "undeclared": tk._("No room declares this job any more; its plugin is switched off."),
        "interrupted": tk._("The process was stopped before the job had ended."),
    }
    return str(labels.get(error or "", error or ""))


# No name of a user holds a bracket.
COMMAND_LINE = "(command line)"


def requester_label(requested_by: str | None) -> str:
    """Say who started a run: a person, the command line or the timetable."""
    if requested_by == COMMAND_LINE:
        return str(tk._("Command line"))
    return requested_by or str(tk._("Timetable"))


def schedule_label(schedule: str | None) -> str:
    """Say a cron expression in words where it is a common one; others stay as written."""
    if schedule is None:
        return str(tk._("By hand only"))
    shapes = {
        r"\* \* \* \* \*": tk._("Every minute"),
        r"\*/(?P<number>\d+) \* \* \* \*": tk._("Every {number} minutes"),
        r"(?P<minute>\d+) \* \* \* \*": tk._("Every hour at minute {minute}"),
        r"(?P<minute>\d+) (?P<hour>\d+) \* \* \*": tk._("Daily at {hour}:{minute}"),
    }
    for shape, words in shapes.items():
        if match := re.fullmatch(shape, " ".join(schedule.split())):
            found = {
                k: v if k == "number" else v.zfill(2) for k, v in match.groupdict().items()
            }
            return str(words).format(**found)
    return schedule
