"""The question of the page in hand: read once, remembered for the request."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import g, has_request_context

from . import dictionary, question
from .lexicon import Lexicon
from .unit import Question
from .weights import is_plain

_QUESTION = "dongguan_search_question"
_NEAREST = "dongguan_search_nearest"
_ANSWERED = "dongguan_search_answered"
_PLACES = ("organization", "group")


def lexicon() -> Lexicon:
    """Give the dictionary in use on this site."""
    return dictionary.load(tk.config["ckanext.dongguan.search.words_folder"])


def remember_nearest(told: dict[str, Any]) -> None:
    """Remember what was answered in the place of what the page asks."""
    if has_request_context():
        setattr(g, _NEAREST, told)


def nearest() -> dict[str, Any] | None:
    """Tell what was answered in the place of what the page asks; None if just that."""
    told: dict[str, Any] | None = g.get(_NEAREST)
    return told


def remember_answered(*, is_answered: bool) -> None:
    """Remember whether anything answers the question itself."""
    if has_request_context():
        setattr(g, _ANSWERED, is_answered)


def was_answered() -> bool | None:
    """Tell whether anything answered the question itself; None if none was put."""
    answered: bool | None = g.get(_ANSWERED)
    return answered


def is_list() -> bool:
    """Tell whether the request asks for a list of datasets that a person filters."""
    if not has_request_context():
        return False
    blueprint, _, view = (tk.request.endpoint or "").partition(".")
    return view == "search" or (blueprint in _PLACES and view == "read") or view == "export"


def of_page() -> Question | None:
    """Read the question in the address of the page; None where there is no plain one."""
    if not has_request_context():
        return None
    if _QUESTION not in g:
        setattr(g, _QUESTION, _read())
    found: Question | None = g.get(_QUESTION)
    return found


def _read() -> Question | None:
    query = (nearest() or {}).get("query") or tk.request.args.get("q", "")
    if not query or not is_plain({"q": query}):
        return None
    return question.understand(str(query), lexicon())
