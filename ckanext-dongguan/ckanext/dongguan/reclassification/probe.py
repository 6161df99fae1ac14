"""One visit to a surface and what its answer betrays, without CKAN.

A passer-by is given what the policy table gives; everything else is an alarm: an answer
where there must be none, a fault of ours, or one of the dataset's own words in whatever is
answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).with_name("probes.yaml")
_IDS = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# A shorter word stands on many pages by chance.
_SHORTEST = 4
# The status of no other page: somebody decided that everyone may know of the withdrawal.
_WITHDRAWN = 410


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: status, where it leads, body."""

    status: int
    location: str = ""
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A surface, the address it is asked at, and whether the policy gives it to everyone."""

    surface: str
    address: str
    is_about: bool
    is_given: bool


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What must not be in an answer: ids and digests, and words of the dataset.

    `titles` may stand on the page that tells everyone of a withdrawal, and nowhere else.
    """

    ids: frozenset[str]
    words: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    def betrayed(self, answer: Answer, asked: str) -> list[str]:
        """List what of it stands in an answer and was not in the question already."""
        body, told = answer.body, self.titles if answer.status == _WITHDRAWN else frozenset()
        found = self.ids.intersection(_IDS.findall(body)) | {
            word
            for word in self._kept - told
            if word in body and self._stands_alone(word, body)
        }
        return sorted(one for one in found if one not in asked)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to betray."""
        return not self.ids and not self._kept

    @cached_property
    def _kept(self) -> frozenset[str]:
        return frozenset(word for word in self.words | self.titles if len(word) >= _SHORTEST)

    def _stands_alone(self, word: str, body: str) -> bool:
        return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", body) is not None


def judged(visit: Visit, answer: Answer, secret: Secret) -> str | None:
    """Say what is wrong with an answer, or nothing; `secret` is what it must not hold."""
    if answer.status >= 500:
        return f"{visit.surface}: {answer.status}"
    if _is_shut(visit) and _answers(answer):
        return f"{visit.surface}: {answer.status}"
    if betrayed := secret.betrayed(answer, visit.address):
        return f"{visit.surface}: {answer.status}, {len(betrayed)} × {betrayed[0][:3]}…"
    return None


def is_read(visit: Visit, status: int, secret: Secret) -> bool:
    """Tell whether the body of an answer says more than its status: a table has many rows."""
    return not secret.is_empty and not (_is_shut(visit) and status < 300)


def _is_shut(visit: Visit) -> bool:
    return visit.is_about and not visit.is_given


def filled(wanted: Mapping[str, str], facts: Mapping[str, str]) -> dict[str, str] | None:
    """Fill the braces; None where the dataset has no such thing."""
    try:
        return {name: text.format_map(facts) for name, text in wanted.items()}
    except KeyError:
        return None


def table() -> dict[str, Any]:
    """Read `probes.yaml`."""
    content: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return content


def _answers(answer: Answer) -> bool:
    if answer.status in {301, 302, 303, 307, 308}:
        return "/user/login" not in answer.location
    return answer.status < 400


def told(findings: Iterable[str], most: int = 20) -> list[str]:
    """Keep the first findings of many, for a log that takes no more."""
    return list(dict.fromkeys(findings))[:most]
