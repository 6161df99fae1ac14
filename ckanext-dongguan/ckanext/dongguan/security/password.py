"""What makes a password too easy to guess, without CKAN.

GB/T 22239-2019 8.1.4.1 a) asks for complexity. A long pass phrase is strong without it;
a short one needs letters, digits and signs. Names, runs and the words that everybody
uses count for nothing (NIST SP 800-63B 5.1.1.2, the list of refused passwords).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("common_words.txt")
_FEWEST_DIFFERENT = 6
_KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
# Signs that stand for letters in the passwords of clever people.
_LEET = str.maketrans("@4013$5!|7", "aaoiessiit")


class Fault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    SIMPLE = "simple"
    NAME = "name"
    COMMON = "common"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How long a password is at least, how many kinds of characters, and from which
    length on the kinds do not matter."""

    shortest: int = 10
    kinds: int = 3
    phrase: int = 16


def faults(password: str, names: tuple[str, ...], rules: Rules) -> Iterator[Fault]:
    """Name what is wrong with a password of somebody with these names."""
    if len(password) < rules.shortest:
        yield Fault.SHORT
    elif len(password) < rules.phrase and _kinds(password) < rules.kinds:
        yield Fault.SIMPLE
    if any(_is_inside(name, password) for name in names):
        yield Fault.NAME
    if _is_common(password):
        yield Fault.COMMON


def _kinds(password: str) -> int:
    return sum(1 for kind in _KINDS if re.search(kind, password))


def _is_inside(name: str, password: str) -> bool:
    part = name.partition("@")[0].casefold()
    return len(part) >= 4 and part in password.casefold()


def _is_common(password: str) -> bool:
    lower = password.casefold()
    if len(set(lower)) < _FEWEST_DIFFERENT or _is_run(lower):
        return True
    # A telephone number, a day of birth, the number of an identity card.
    if not re.search(r"[^\W\d_]", lower):
        return True
    # "Dongguan@2026" is one word and a number.
    bare = re.sub(r"[^a-z]", "", re.sub(r"[\d\W_]+$|^[\d\W_]+", "", lower).translate(_LEET))
    return bare in _words() or re.sub(r"[^a-z]", "", lower) in _words()


def _is_run(lower: str) -> bool:
    """Tell whether a password only counts or walks along a keyboard."""
    rows = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiopasdfghjklzxcvbnm")
    return any(lower in row * 2 or lower in (row * 2)[::-1] for row in rows)


@cache
def _words() -> frozenset[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for word in lines if word and not word.startswith("#"))
