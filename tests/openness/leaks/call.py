"""One call to a surface, with gaps for the words of a planted dataset."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .canary import Mark

_GAP = re.compile(r"\{([a-z_]+)\}")
_MARKS = {mark.value for mark in Mark}


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call: gaps are written `{dataset}` in the address, the query and the body.

    `is_write` says that it would change something,
    `is_first` that it is the plainest of a surface.
    """

    surface: str
    path: str
    method: str = "GET"
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    form: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_write: bool = False
    is_first: bool = True

    @cached_property
    def asks_for(self) -> tuple[str, ...]:
        """Name the words of a planted dataset that the call holds."""
        given = json.dumps([self.path, self.query, self.body, self.form, dict(self.headers)])
        return tuple(sorted(set(_GAP.findall(given)) & _MARKS))

    def filled(self, words: Mapping[str, str]) -> dict[str, Any]:
        """Fill the gaps; the result is what a test client opens."""
        opened: dict[str, Any] = {"path": _filled(self.path, words)}
        if self.query:
            opened["query_string"] = _filled(self.query, words)
        if self.body is not None:
            opened["json"] = _filled(self.body, words)
        if self.form is not None:
            opened["data"] = _filled(self.form, words)
        return opened

    def __str__(self) -> str:
        given = {**self.query, **(self.form or {})} if self.body is None else self.body
        return f"{self.method} {self.path} {json.dumps(given, ensure_ascii=False)}"


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _GAP.sub(lambda gap: str(words.get(gap[1], gap[0])), value)
    if isinstance(value, Mapping):
        return {_filled(k, words): _filled(v, words) for k, v in value.items()}
    if isinstance(value, list):
        return [_filled(each, words) for each in value]
    return value
