"""Who is told of the end of a run, and in which words, without CKAN.

A notice names site, source and numbers, no record and no person: it travels and stays
outside the portal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MOST_TRIES = 54
_LONGEST_WAIT = timedelta(hours=1)

SUBJECT = "[{site}] 汇聚{word}：{source} / Harvest {state}: {source}"
BODY = (
    "来源“{source}”的本次汇聚{word}。收录 {taken} 条，未收录 {failed} 条，"
    "撤回 {withdrawn} 条。{person}\n明细、原因和处理办法见下面的页面。\n\n"
    "The harvest of “{source}” has ended: {state}. {taken} taken, {failed} not taken, "
    "{withdrawn} withdrawn. {someone}Details, causes and remedies are on this page:\n\n{page}"
)
NEEDS_PERSON = "来源的记录骤减，没有撤回任何数据，请核实后在来源页面确认。"
NEEDS_SOMEONE = (
    "The source has far fewer records than before; nothing was withdrawn. Please look into "
    "it and confirm on the page of the source. "
)
WORDS = {"succeeded": "完成", "failed": "失败", "cancelled": "已取消"}


class Policy(StrEnum):
    """When those who look after a source are told."""

    NEVER = "never"
    FAILED = "failed"
    FAULTS = "faults"
    ALWAYS = "always"


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a run ended; `counts` by the words of the engine."""

    state: str
    counts: Mapping[str, int]
    needs_person: bool = False


def is_told(policy: Policy, ending: Ending) -> bool:
    """Tell whether an end is to be told of."""
    if policy is Policy.FAULTS:
        return ending.state == "failed" or ending.counts.get("failed", 0) > 0
    return policy is Policy.ALWAYS or (policy is Policy.FAILED and ending.state == "failed")


def wait(tries: int) -> timedelta:
    """Say how long a notice waits that could not be sent: each time twice as long."""
    return min(timedelta(minutes=2 ** min(tries, 6)), _LONGEST_WAIT)


def compose(ending: Ending, *, site: str, source: str, page: str) -> tuple[str, str]:
    """Write subject and body of a notice, Chinese first."""
    counts = ending.counts
    words = {
        "site": site,
        "source": source,
        "page": page,
        "state": ending.state,
        "word": WORDS.get(ending.state, ending.state),
        "taken": counts.get("added", 0) + counts.get("changed", 0),
        "failed": counts.get("failed", 0) + counts.get("still_refused", 0),
        "withdrawn": counts.get("withdrawn", 0),
        "person": NEEDS_PERSON if ending.needs_person else "",
        "someone": NEEDS_SOMEONE if ending.needs_person else "",
    }
    return SUBJECT.format(**words), BODY.format(**words)
