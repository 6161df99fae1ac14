"""A question in the language of Solr's edismax parser, without CKAN.

`plain` stands for the fields of texts, cut into pairs (`han` for those of them that hold
Chinese); `known` for the fields of words of the dictionary, `near` for those of them that
hold no names (`solrconfig.xml` says which and how much each counts). Words joined by `|`
are one clause: the index takes them for one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .reach import Reach
from .spelling import is_han
from .unit import Need, Question, Unit

# The word itself counts more than its equals, those more than what is worth finding.
_WORD, _EQUALS, _CLOSE, _FOUND, _VAGUE = 1.6, 1.0, 0.5, 0.4, 0.08
# What a group of few words names first to be found; small words that need not be there.
_BEST, _WEAK = 0.5, 0.2
_FIRST_GUESS, _GUESSES = 2.0, 0.6
_SOUND = 1.5
_PHRASE_IN_TITLE = 6
# Short forms are made of characters of the long one: 固投 is 固定资产投资. Of the words of a
# group those come first that share characters with the one that was asked.
_CHARACTER_IN_TITLE = 2.0
_MOST_CHARACTERS = 8
_MOST_WEAK = 3
# How much where and when count beside what: who asks for companies of a town does not want
# whatever else stands there.
_SETTING = 0.5
# Answers that hold no more than a part.
_PARTIAL = (Reach.PART, Reach.SETTING)
# True of every dataset: what stands beside it counts without having to be there.
_ALWAYS = "entity_type:package"
_NOTHING = "(+*:* -*:*)"
# What answers all of a short question stands before what answers a part.
_TOGETHER, _MOST_REPEATED = 3, 3
_LETTERS = re.compile(r"[a-z]+")
_UNSAFE = re.compile(r'["\\]')
# Words of the dictionary that one query may grow to, shared by what is asked for: Solr looks
# each of them up. Where a part is enough, what answers everything is asked for once more, by
# the nearest words only. What is still longer than twice the usual query takes fewer words.
_MOST_WORDS = (96, 80, 64, 48)
_MOST_WORDS_OF_PART = (72, 60, 48, 36, 24)
_LEAST_WORDS = 4
_LONGEST, _LONGEST_OF_PART = 740, 640
# How much of a question of many parts must be there.
_SHARE = 0.67


def render(question: Question, reach: Reach = Reach.MEANT) -> tuple[str, str]:
    """Write a question as `q` and `mm`, for records that answer it so far.

    CKAN asks Solr to join clauses by AND; written with OR, none is needed but for `mm`.
    """
    match reach:
        case Reach.LITERAL:
            return _literal(question), "1"
        case Reach.CHARACTERS:
            return _by_characters(question)
        case _:
            return _by_words(question, reach)


def _literal(question: Question) -> str:
    wanted = (unit for unit in question.units if unit.need in (Need.CONTENT, Need.MUST))
    return " ".join(f"+{_plain(unit)}" for unit in wanted) or _ALWAYS


def _by_characters(question: Question) -> tuple[str, str]:
    has_must = any(unit.need is Need.MUST for unit in question.units)
    characters = [] if has_must else _characters(question)
    clauses = [f"title:{one}" for one in characters] or [_NOTHING]
    return " OR ".join([*clauses, *_nots(question)]), str((len(clauses) + 1) // 2)


def _by_words(question: Question, reach: Reach) -> tuple[str, str]:
    """Write with as many words as the length allows."""
    is_partial = reach in _PARTIAL
    longest = _LONGEST_OF_PART if is_partial else _LONGEST
    written = _NOTHING, "1"
    for most in _MOST_WORDS_OF_PART if is_partial else _MOST_WORDS:
        written = _with_words(question, reach, most)
        if len(written[0]) <= longest:
            break
    return written


def _with_words(question: Question, reach: Reach, most: int) -> tuple[str, str]:
    """Of a part one unit is enough, all of them are best."""
    musts = [_plain(unit) for unit in question.units if unit.need is Need.MUST]
    nots = _nots(question)
    units = _within(question.content, most)
    clauses = _clauses(question, units, reach)
    least = _least(len(clauses), reach)
    if not musts and least not in (1, len(clauses)):
        return " OR ".join([*clauses, *_phrase(question), *nots]), str(least)
    beside: list[str] = []
    if reach is Reach.PART and question.is_placed:
        beside = [c for c, unit in zip(clauses, units, strict=True) if unit.is_setting]
    inner = [clause for clause in clauses if clause not in beside]
    if reach in _PARTIAL and clauses:
        inner = _any_of(inner, units, most // 3)
    required = [*musts, *inner, _counted(question, beside)]
    return " OR ".join([f"(+{' +'.join(required)})", *nots]), "1"


def _nots(question: Question) -> list[str]:
    return [f"-{_plain(unit)}" for unit in question.units if unit.need is Need.MUST_NOT]


def _clauses(question: Question, units: Sequence[Unit], reach: Reach) -> list[str]:
    share = f"^{_SETTING}" if question.subjects else ""
    return [
        f"({' OR '.join(_answers(unit, reach))}){share if unit.is_setting else ''}"
        for unit in units
    ]


def _within(units: Sequence[Unit], most: int) -> tuple[Unit, ...]:
    sharing = sum(
        bool(unit.equals or unit.close or unit.found or unit.guesses) for unit in units
    )
    room = max(_LEAST_WORDS, most // max(1, sharing))
    return tuple(_cut(unit, room) for unit in units)


def _cut(unit: Unit, room: int) -> Unit:
    """Keep so many words that answer, at least half of them words for the same."""
    others = len(unit.close) + len(unit.found)
    equals = unit.equals[: max(room // 2, room - others)]
    close = unit.close[: room - len(equals)]
    found = unit.found[: room - len(equals) - len(close)]
    vague = (*unit.vague, *unit.parts)[: room // 2]
    return replace(
        unit, equals=equals, close=close, found=found, vague=vague, parts=(),
        guesses=unit.guesses[:room],
    )  # fmt: skip


def _any_of(clauses: list[str], units: Sequence[Unit], most: int) -> list[str]:
    return [f"({' OR '.join([*clauses, *_together(units, most)])})"]


def _together(units: Sequence[Unit], most: int) -> list[str]:
    if not 1 < len(units) <= _MOST_REPEATED:
        return []
    room = most // len(units)
    return [f"(+{' +'.join(_meaning(unit, room) for unit in units)})^{_TOGETHER}"]


def _meaning(unit: Unit, room: int) -> str:
    """Write the nearest words for a unit as one clause beside its own."""
    own = (unit.text,) if unit.is_known else unit.guesses[:1]
    words = tuple(dict.fromkeys((*own, *unit.equals, *unit.close)))[:room]
    return f"({' OR '.join([_plain(unit), *([_any('known', words)] if words else [])])})"


def _phrase(question: Question) -> list[str]:
    is_long = len(question.phrase) > 1
    return [f"title:{_quoted(question.phrase)}^{_PHRASE_IN_TITLE}"] if is_long else []


def _counted(question: Question, beside: Sequence[str]) -> str:
    characters = (f"title:{one}^{_CHARACTER_IN_TITLE}" for one in _characters(question))
    small = (part for unit in question.weak[:_MOST_WEAK] for part in _small(unit, question))
    return f"({' OR '.join([_ALWAYS, *beside, *_phrase(question), *characters, *small])})"


def _small(unit: Unit, question: Question) -> Iterator[str]:
    """Write a small word and what it asks for: 多少钱 is a price, 电话 a contact.

    Beside no more than a place it is what was asked: 松山湖企业.
    """
    weight = _EQUALS if unit in question.subjects else _WEAK
    yield f"{_plain(unit)}^{weight}"
    if words := unit.equals[:_LEAST_WORDS]:
        yield f"{_any('near', words)}^{weight}"


def _characters(question: Question) -> list[str]:
    asked = "".join(unit.text for unit in question.subjects or question.content)
    return [one for one in dict.fromkeys(asked) if is_han(one)][:_MOST_CHARACTERS]


def _least(count: int, reach: Reach) -> int:
    if reach in _PARTIAL:
        return min(count, 1)
    return count if count <= 2 else max(2, int(count * _SHARE))


def _plain(unit: Unit) -> str:
    fields = "han" if is_han(unit.text) else "plain"
    return f"{fields}:{_quoted(unit.text)}"


def _answers(unit: Unit, reach: Reach) -> Iterator[str]:
    yield _plain(unit)
    for (fields, weight), words in _by_weight(unit, reach).items():
        yield f"{_any(fields, words)}^{weight}"
    if _LETTERS.fullmatch(unit.text):
        yield f"title_sounds:{_quoted(unit.text)}^{_SOUND}"


def _by_weight(unit: Unit, reach: Reach) -> dict[tuple[str, float], list[str]]:
    """Write each word once, however often it is named: the index looks each of them up."""
    weights: dict[str, float] = {}
    known: set[str] = set()
    for fields, words, weight in _of_dictionary(unit, reach):
        # What is only vaguely meant adds nothing to what is named elsewhere.
        counted = [word for word in words if word not in weights or weight != _VAGUE]
        weights.update((word, round(weights.get(word, 0) + weight, 2)) for word in counted)
        known.update(counted if fields == "known" else ())
    groups: dict[tuple[str, float], list[str]] = {}
    for word, weight in weights.items():
        groups.setdefault(("known" if word in known else "near", weight), []).append(word)
    return groups


def _of_dictionary(unit: Unit, reach: Reach) -> Iterator[tuple[str, tuple[str, ...], float]]:
    yield "known", (unit.text,) if unit.is_known else (), _WORD
    yield "known", unit.equals, _EQUALS
    yield "near", unit.close, _CLOSE
    yield "near", unit.best, _BEST
    yield "near", unit.found, _FOUND
    if reach in _PARTIAL:
        yield "near", (*unit.vague, *unit.parts), _VAGUE
    yield "known", unit.guesses[:1], _FIRST_GUESS
    yield "known", unit.guesses[1:], _GUESSES


def _any(fields: str, words: Sequence[str]) -> str:
    return f"{fields}:{_quoted('|'.join(words))}"


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub(" ", text)}"'
