"""The words the search knows and what each is also called, without CKAN.

A group holds words that mean the same (`words`) and others that are worth finding for
them (`found`), which is not true the other way round: who is ill looks for a hospital, who
looks for a hospital is not always ill. Everything is in one spelling (`spelling.normal`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from . import sound
from .group import Group, each, in_one_spelling
from .spelling import is_han, normal

_MANY_FANS = 11  # of some two thousand groups
# A group of few words says what a word means, one of many what it has to do with.
_FEW = 12
# A whole is no kind of what stands inside it: 宠物医院 is no 医院.
_BODY, _MEASURE, _WHOLE, _TOWN = "body", "unit", "whole", "towns"
# A word this long tells itself by all but one of its characters.
_TELLING = 4
# Names of registers that are only pointed at, so few that they mean something.
_NAME, _MOST_POINTING = 4, 2

_Key = TypeVar("_Key")


class Role(StrEnum):
    """What a word does in a question: nothing, little, or naming the whole city."""

    DROP = "drop"
    WEAK = "weak"
    PLACE = "place"


class Lexicon:
    """All groups, with the roles of small words and the subjects most asked for."""

    def __init__(
        self,
        groups: Iterable[Group],
        roles: Mapping[str, Role] | None = None,
        common: Iterable[str] = (),
        similar: Mapping[str, tuple[str, ...]] | None = None,
        figures: Iterable[str] = (),
    ) -> None:
        self.groups = tuple(map(in_one_spelling, groups))
        self._roles = {normal(word): role for word, role in (roles or {}).items()}
        self._common = {normal(word): rank for rank, word in enumerate(common)}
        self.similar = dict(similar or {})
        self.figures = each(figures)
        self._equals: dict[str, dict[str, None]] = {}
        self._found: dict[str, dict[str, None]] = {}
        self._english: dict[str, dict[str, None]] = {}
        self._close: dict[str, dict[str, None]] = {}
        self._best: dict[str, dict[str, None]] = {}
        for group in self.groups:
            self._take(group)
        self._point_back()
        self._fans = Counter(word for group in self.groups for word in group.found)
        known = {*self._equals, *self._roles, *self._common}
        self.words = frozenset(w for w in known.union(*self._found.values()) if w)
        self.longest = self._longest()
        self._measures = {w for g in self.groups if g.kind == _MEASURE for w in g.words}
        self._towns = {w for g in self.groups if g.kind == _TOWN for w in g.words}
        wholes = (w for g in self.groups if g.kind == _WHOLE for w in g.words)
        self._inner: dict[str, tuple[str, ...]] = dict.fromkeys(wholes, ())

    def _take(self, group: Group) -> None:
        for word in group.words:
            self._equals.setdefault(word, {}).update(dict.fromkeys(group.words))
            self._found.setdefault(word, {}).update(dict.fromkeys(group.found))
            if len(group.words) <= _FEW:
                self._close.setdefault(word, {}).update(
                    dict.fromkeys((*group.words, *group.found))
                )
                self._best.setdefault(word, {}).update(dict.fromkeys(group.found[:1]))
        for phrase in group.english:
            self._english.setdefault(phrase, {}).update(dict.fromkeys(group.words))

    def _point_back(self) -> None:
        """Take a name that stands only on the right of small groups for these groups."""
        pointing: dict[str, list[Group]] = {}
        for group in self.groups:
            for word in group.found:
                if len(word) >= _NAME and word not in self._equals:
                    pointing.setdefault(word, []).append(group)
        for word, groups in pointing.items():
            if len(groups) <= _MOST_POINTING:
                near = (w for g in groups if len(g.words) <= _FEW for w in (*g.words, *g.found))
                self._close[word] = dict.fromkeys(near)

    def _longest(self) -> dict[str, int]:
        lengths: dict[str, int] = {}
        for word in self.words:
            lengths[word[0]] = max(lengths.get(word[0], 0), len(word))
        return lengths

    def role(self, word: str) -> Role | None:
        """Give the role of a small word; None for all others."""
        return self._roles.get(word)

    def is_measure(self, word: str) -> bool:
        """Tell whether a word measures: 元, 方, 度."""
        return word in self._measures

    def is_place(self, word: str) -> bool:
        """Tell whether a word names the city, one of its towns or a park."""
        return word in self._towns or self.role(word) is Role.PLACE

    def equals(self, word: str) -> tuple[str, ...]:
        """List the other words for the same."""
        return tuple(w for w in self._equals.get(word, ()) if w != word)

    def found(self, word: str) -> tuple[str, ...]:
        """List what is worth finding for a word beside its equals."""
        equals = self._equals.get(word, {})
        return tuple(w for w in self._found.get(word, ()) if w not in equals)

    def close(self, word: str) -> tuple[str, ...]:
        """List what comes nearest to a word: the rest of its groups of few words."""
        return tuple(w for w in self._close.get(word, ()) if w != word)

    def best(self, word: str) -> tuple[str, ...]:
        """List what its groups of few words name first to be found for a word."""
        return tuple(self._best.get(word, ()))

    def formerly(self, title: str) -> tuple[str, ...]:
        """List what a public body was called before and is called every day.

        A line of bodies begins with the name the title ends with: 东莞市生态环境局.
        """
        name = normal(title)
        own = (g.words for g in self.groups if g.kind == _BODY and name.endswith(g.words[0]))
        return tuple(dict.fromkeys(word for words in own for word in words[1:]))

    def is_vague(self, word: str) -> bool:
        """Tell whether a word is worth finding for very many others, as 企业 and 价格 are."""
        return self._fans[word] >= _MANY_FANS or word in self._roles

    def english(self, phrase: str) -> tuple[str, ...]:
        """List the Chinese words for an English name, in the plural too."""
        for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
            if form in self._english:
                return tuple(self._english[form])
        return ()

    def inner(self, word: str) -> tuple[str, ...]:
        """List the known words of two characters and more that stand inside a word."""
        if word not in self._inner:
            spans = ((i, j) for i in range(len(word)) for j in range(i + 2, len(word) + 1))
            inside = dict.fromkeys(word[i:j] for i, j in spans if j - i < len(word))
            self._inner[word] = tuple(w for w in inside if w in self.words)
        return self._inner[word]

    def sounding(self, letters: str) -> tuple[str, ...]:
        """List the words that are read like this (`gongjiao`), most asked for first."""
        return self._sounds.get(letters, ())

    def sounding_loosely(self, syllables: Iterable[str]) -> tuple[str, ...]:
        """List the words that are read nearly like this, most asked for first."""
        return self._loose_sounds.get(sound.loosely(syllables), ())

    def one_off(self, word: str) -> tuple[str, ...]:
        """List the words of four characters and more that differ from this one in one."""
        near = (one for gap in _gaps(word) for one in self._gapped.get(gap, ()))
        return tuple(dict.fromkeys(one for one in near if one != word))

    def one_more(self, word: str) -> tuple[str, ...]:
        """List the words of four characters and more that hold just one more than this one."""
        near = (w for gap in range(len(word) + 1) for w in self._gapped.get((gap, word), ()))
        return tuple(dict.fromkeys(near))

    def abbreviated(self, letters: str) -> tuple[str, ...]:
        """List the words whose syllables begin like this (`gj`), most asked for first."""
        return self._initials.get(letters, ())

    def is_common(self, word: str) -> bool:
        """Tell whether a word is one of the subjects most asked for."""
        return word in self._common

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Give everything that can be written in letters: readings and English names."""
        return frozenset((*self._sounds, *self._english))

    @cached_property
    def _spoken(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every word of Chinese characters with its syllables, most asked for first."""
        heads = {group.words[0] for group in self.groups}
        rank = len(self._common)

        def order(word: str) -> tuple[int, bool, int, str]:
            return (self._common.get(word, rank), word not in heads, len(word), word)

        han = (w for w in self.words if len(w) > 1 and is_han(w))
        return [(word, sound.syllables(word)) for word in sorted(han, key=order)]

    @cached_property
    def _sounds(self) -> Mapping[str, tuple[str, ...]]:
        return _gathered(("".join(syllables), word) for word, syllables in self._spoken)

    @cached_property
    def _loose_sounds(self) -> Mapping[str, tuple[str, ...]]:
        return _gathered((sound.loosely(syllables), word) for word, syllables in self._spoken)

    @cached_property
    def _gapped(self) -> Mapping[tuple[int, str], tuple[str, ...]]:
        return _gathered(
            (gap, word)
            for word, _ in self._spoken
            if len(word) >= _TELLING
            for gap in _gaps(word)
        )

    @cached_property
    def _initials(self) -> Mapping[str, tuple[str, ...]]:
        subjects = ((w, syllables) for w, syllables in self._spoken if w not in self._roles)
        return _gathered((sound.initials(syllables), word) for word, syllables in subjects)


def _gaps(word: str) -> Iterator[tuple[int, str]]:
    return ((place, word[:place] + word[place + 1 :]) for place in range(len(word)))


def _gathered(pairs: Iterable[tuple[_Key, str]]) -> dict[_Key, tuple[str, ...]]:
    gathered: dict[_Key, list[str]] = {}
    for key, word in pairs:
        gathered.setdefault(key, []).append(word)
    return {key: tuple(words) for key, words in gathered.items()}
