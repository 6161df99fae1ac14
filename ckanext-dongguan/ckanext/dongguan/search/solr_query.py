"""A question in the language of Solr's edismax parser, without CKAN.

`plain` stands for the fields of texts, cut into pairs; `known` for the fields of words of
the dictionary, `near` for those of them that hold no names (`solrconfig.xml` says which and
how much each counts). Words joined by `|`
are one clause: the index takes them for one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .question import Need, Question, Unit
from .spelling import is_han

# The word itself counts more than its equals, those more than what is worth finding.
_WORD, _EQUALS, _FOUND, _VAGUE = 1.6, 1.0, 0.4, 0.08
_FIRST_GUESS, _GUESSES = 2.0, 0.6
_SOUND = 1.5
_PHRASE_IN_TITLE = 6
# Short forms are made of characters of the long one: 固投 is 固定资产投资. Of the words of a
# group those come first that share characters with the one that was asked.
_CHARACTER_IN_TITLE = 2.0
_MOST_CHARACTERS = 8
# True of every dataset: what stands beside it counts without having to be there.
_ALWAYS = "entity_type:package"
_LETTERS = re.compile(r"[a-z]+")
_UNSAFE = re.compile(r'["\\]')
# How much of a question of many parts must be there.
_SHARE = 0.67


def render(question: Question, *, is_relaxed: bool = False) -> tuple[str, str]:
    """Write a question as `q` and `mm`; relaxed, one unit is enough.

    CKAN asks Solr to join clauses by AND; written with OR, none is needed but for `mm`.
    """
    musts = [_plain(unit) for unit in question.units if unit.need is Need.MUST]
    nots = [f"-{_plain(unit)}" for unit in question.units if unit.need is Need.MUST_NOT]
    clauses = [
        f"({' OR '.join(_answers(unit, is_relaxed=is_relaxed))})" for unit in question.content
    ]
    least = _least(len(clauses), is_relaxed)
    if not musts and least not in (1, len(clauses)):
        return " OR ".join([*clauses, *_phrase(question), *nots]), str(least)
    inner = [f"({' OR '.join(clauses)})"] if is_relaxed and clauses else clauses
    required = [*musts, *inner, _counted(question)]
    return " OR ".join([f"(+{' +'.join(required)})", *nots]), "1"


def _phrase(question: Question) -> list[str]:
    is_long = len(question.phrase) > 1
    return [f"title:{_quoted(question.phrase)}^{_PHRASE_IN_TITLE}"] if is_long else []


def _counted(question: Question) -> str:
    characters = (f"title:{one}^{_CHARACTER_IN_TITLE}" for one in _characters(question))
    return f"({' OR '.join([_ALWAYS, *_phrase(question), *characters])})"


def _characters(question: Question) -> list[str]:
    asked = "".join(unit.text for unit in question.content)
    return [one for one in dict.fromkeys(asked) if is_han(one)][:_MOST_CHARACTERS]


def _least(count: int, is_relaxed: bool) -> int:
    if is_relaxed:
        return min(count, 1)
    return count if count <= 2 else max(2, int(count * _SHARE))


def _plain(unit: Unit) -> str:
    return f"plain:{_quoted(unit.text)}"


def _answers(unit: Unit, *, is_relaxed: bool) -> Iterator[str]:
    yield _plain(unit)
    if unit.is_known:
        yield f"known:{_quoted(unit.text)}^{_WORD}"
    if unit.equals:
        yield f"known:{_quoted('|'.join(unit.equals))}^{_EQUALS}"
    if unit.found:
        yield f"near:{_quoted('|'.join(unit.found))}^{_FOUND}"
    if unit.vague and is_relaxed:
        yield f"near:{_quoted('|'.join(unit.vague))}^{_VAGUE}"
    if unit.guesses:
        yield f"known:{_quoted(unit.guesses[0])}^{_FIRST_GUESS}"
    if unit.guesses[1:]:
        yield f"known:{_quoted('|'.join(unit.guesses[1:]))}^{_GUESSES}"
    if _LETTERS.fullmatch(unit.text):
        yield f"title_sounds:{_quoted(unit.text)}^{_SOUND}"


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub(" ", text)}"'
