"""What the page of an error says: a title, and a sentence with what to do next.

A room that refuses names the refusal in the reader's words; what core says in English only
gives way to words of our own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from werkzeug.exceptions import default_exceptions

# One sentence of core names an action in English, whatever the language.
_OF_CORE = "requires an authenticated user"
_SEARCHES = frozenset({"dataset.search", "organization.read", "group.read"})


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is said; whether coming again may help, and whether the dataset's page does."""

    title: str
    text: str
    is_passing: bool
    has_dataset: bool


def told(code: int, name: Any, content: Any) -> Fault:
    """Say what happened, by the status and by what the room that refused gave."""
    title, text = _general(code)
    given, sentence = _own(code, name), _own(code, content)
    # Who gives the same twice names the status and no more.
    given, sentence = ("", "") if given == sentence else (given, sentence)
    is_ours = (tk.request.endpoint or "").startswith("dongguan_")
    # What is hidden and what is not there answer alike; a fault of ours explains nothing.
    if not given and (code == 500 or (code == 404 and not is_ours)):
        sentence = ""
    return Fault(
        title=given or title,
        text=sentence or text,
        is_passing=code == 429 or code >= 500,
        has_dataset=_is_file() and (code == 403 or bool(given)),
    )


def as_json(code: int) -> str:
    """Say the same to a program, in the shape of the API."""
    texts = {
        404: tk._("There is no such address. Actions are called at /api/3/action/<name>."),
        405: tk._("This address does not take the method: read with GET, change with POST."),
    }
    kind = default_exceptions[code]().name if code in default_exceptions else str(code)
    error = {"__type": kind, "message": texts.get(code) or told(code, "", "").text}
    return json.dumps({"success": False, "error": error}, ensure_ascii=False)


def _own(code: int, given: Any) -> str:
    """Return what a room gave, nothing where it is the server's own."""
    text = str(given or "")
    default = default_exceptions[code]() if code in default_exceptions else None
    if default and text in {default.name, default.description, tk._("Not found")}:
        return ""
    is_foreign = _OF_CORE in text or (tk.h.lang() != "en" and text.isascii())
    return "" if is_foreign else text


def _is_file() -> bool:
    return (tk.request.endpoint or "").endswith("resource.download")


def _general(code: int) -> tuple[str, str]:
    if code == 403 and _is_file():
        return tk._("These data are not given to everyone"), _who_may()
    if code in {401, 403}:
        return tk._("You may not see this page"), _who_may()
    if code == 400 and tk.request.endpoint in _SEARCHES:
        return tk._("This search is not possible"), tk._("Write the words only.")
    return _refused().get(code) or (_refused()[400] if code < 500 else _ours())


def _refused() -> dict[int, tuple[str, str]]:
    return {
        400: (
            tk._("The request was not understood"),
            tk._("A part of the address or of the form is not allowed."),
        ),
        404: (
            tk._("This page does not exist"),
            tk._("The address is wrong, or the dataset was withdrawn or renamed."),
        ),
        405: (
            tk._("The page cannot be called this way"),
            tk._("Use the links and buttons of the pages."),
        ),
        413: (
            tk._("The file is too large"),
            tk._("Split it or compress it, then upload it again."),
        ),
        429: (tk._("Too many requests"), tk._("Wait a minute, then try again.")),
    }


def _ours() -> tuple[str, str]:
    return tk._("Something went wrong here"), tk._(
        "The error is on our side and was written to the log. Try again in a few minutes."
    )


def _who_may() -> str:
    if tk.current_user.is_anonymous:
        return str(tk._("It is for people with another role, or you are not logged in."))
    return str(
        tk._(
            "Your account does not have the right to see it. If your work needs it, ask the "
            "administrator of your department."
        )
    )
