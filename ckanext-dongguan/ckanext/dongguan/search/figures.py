"""Titles of figures about things (公交线路日客运量) and questions for things, without CKAN.

A Chinese title says at its end what it is about. Who types no more than the name of a
thing wants the thing (the stops, the lines) before what was counted of it.
"""

from __future__ import annotations

import re

from .lexicon import Lexicon, Role
from .spelling import normal
from .unit import Need, Question

# The year or the place of an edition: …（2021年）.
_EDITION = re.compile(r"(?:\([^()]*\)|\d{4}年度?)$")


def is_statistic(title: str, lexicon: Lexicon) -> bool:
    """Tell whether a title ends with the name of a figure."""
    return _EDITION.sub("", normal(title).strip()).endswith(lexicon.figures)


def is_for_things(question: Question, lexicon: Lexicon) -> bool:
    """Tell whether a question is one bare noun that names no figure itself."""
    asked = [one for one in question.units if lexicon.role(one.text) is not Role.PLACE]
    if len(asked) != 1 or asked[0].need is not Need.CONTENT:
        return False
    named = (asked[0].text, *asked[0].guesses[:1], *asked[0].close)
    return not any(word.endswith(lexicon.figures) for word in named)
