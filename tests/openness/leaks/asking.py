"""Sends calls to the portal as somebody, and reads what comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from ckan import model

from .call import Call
from .canary import Canary, found, readable
from .planting import Field, Planted

# What differs from one answer to the next whatever was asked.
_PASSING = re.compile(
    r'name="(?:_csrf_token)?" (?:content|value)="[^"]*"|W3CDTF">[^<]*<'
    # A node without a name gets another one each time.
    r"|nodeID=.N[0-9a-f]{32}|<updated>[^<]*</updated>"
)
# Not the ETag: it follows from the text, in which the words of the call stand again.
_HEADERS = ("Content-Type", "Cache-Control", "Location", "Last-Modified", "Vary")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody got: a status, the headers that tell something, a text."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    @cached_property
    def masked(self) -> str:
        """Give the text without what differs from one answer to the next."""
        return _PASSING.sub("", self.text)


@dataclass(frozen=True, kw_only=True)
class Portal:
    """The portal and everything that is needed to ask it."""

    app: Any
    field: Field
    headers: Mapping[str, Mapping[str, str]]

    def ask(self, call: Call, who: str, planted: Planted) -> Answer:
        """Send a call about a planted dataset and read the answer."""
        try:
            response = self.send(call, who, planted)
            text = readable(response.get_data())
        except Exception as failure:
            # Flask hands it through in tests; outside it would be a page with 500.
            model.Session.rollback()
            return Answer(status=500, headers=(), text=f"{type(failure).__name__}: {failure}")
        told = tuple((h, response.headers.get(h, "")) for h in _HEADERS)
        response.close()
        return Answer(status=response.status_code, headers=told, text=text)

    def send(self, call: Call, who: str, planted: Planted) -> Any:
        """Send a call; what the portal does after the answer waits for its closing."""
        client = self.app.flask_app.test_client(use_cookies=False)
        return client.open(
            method=call.method,
            headers={**self.headers[who], **call.headers},
            **call.filled({**self.field.places, **planted.words}),
        )

    def told(self, answer: Answer, call: Call, planted: Planted) -> frozenset[Canary]:
        """List the words in an answer that the call did not bring along itself."""
        brought = " ".join(planted.words[name] for name in call.asks_for)
        text = answer.text + " ".join(value for _, value in answer.headers)
        return found(text, self.field.ids) - found(brought, self.field.ids)


def neutral(answer: Answer, call: Call, planted: Planted) -> tuple[Any, ...]:
    """Return an answer without the words of the call itself, to compare it with another."""
    text, told = answer.masked, str(answer.headers)
    for name in call.asks_for:
        for shape in {planted.words[name], quote(planted.words[name], safe="")}:
            text = text.replace(shape, f"<{name}>")
            told = told.replace(shape, f"<{name}>")
    return answer.status, told, text
