"""What somebody may be told of a planted dataset, read off the policy table alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from ckanext.dongguan.openness import policy
from ckanext.dongguan.openness.case import Case
from ckanext.dongguan.openness.policy import Operation, Outcome

from .actors import BY_NAME
from .canary import Mark


@cache
def outcome(who: str, operation: Operation, case: Case | None) -> Outcome:
    """Look the outcome up; what is not there is hidden from everyone."""
    if case is None:
        return Outcome.HIDE
    return policy.load().decide(operation, case, BY_NAME[who].standings)


def of_resource(who: str, operation: Operation, case: Case | None) -> Outcome:
    """Look it up for a file: of a withheld dataset nobody is told that it has any."""
    if case is Case.LISTED and not outcome(who, Operation.DATA, case).is_given:
        return Outcome.HIDE
    return outcome(who, operation, case)


@cache
def may_see(who: str, mark: Mark, case: Case) -> bool:
    """Tell whether somebody may be told a word."""
    return _RULES[mark](who, case)


def _entry(who: str, case: Case) -> bool:
    return (
        outcome(who, Operation.FIND, case).is_given
        or outcome(who, Operation.ENTRY, case).is_given
    )


def _whole_entry(who: str, case: Case) -> bool:
    return outcome(who, Operation.ENTRY, case) is Outcome.ALLOW


def _file(who: str, case: Case) -> bool:
    return _entry(who, case) and of_resource(who, Operation.ENTRY, case).is_given


def _data(who: str, case: Case) -> bool:
    return outcome(who, Operation.DATA, case).is_given


def _file_facts(who: str, case: Case) -> bool:
    return _data(who, case) or _whole_entry(who, case)


def _column(who: str, case: Case) -> bool:
    return outcome(who, Operation.DICTIONARY, case).is_given or _data(who, case)


def _history(who: str, case: Case) -> bool:
    return outcome(who, Operation.HISTORY, case).is_given


def _whole_history(who: str, case: Case) -> bool:
    return outcome(who, Operation.HISTORY, case) is Outcome.ALLOW


_RULES: Mapping[Mark, Callable[[str, Case], bool]] = {
    Mark.TITLE: _entry,
    Mark.NOTE: _entry,
    Mark.KEYWORD: _entry,
    Mark.NAME: _entry,
    Mark.DATASET: _entry,
    Mark.RESOURCE: _file,
    Mark.FORMAT: _file,
    Mark.COLUMN: _column,
    Mark.CELL: _data,
    Mark.VIEW: _data,
    Mark.ALIAS: _data,
    Mark.FILE: _file_facts,
    Mark.LINK: _file_facts,
    Mark.INNER: _whole_entry,
    Mark.FORMER: _whole_history,
    Mark.ACTIVITY: _history,
}
