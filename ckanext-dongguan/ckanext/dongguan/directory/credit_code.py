"""Unified social credit codes and organization codes with their check digits, without CKAN.

GB 32100-2015 with amendment 1: registering department and kind of organization (two
characters), area (six digits), organization code of GB 11714-1997 (nine), check
character. The library python-stdnum asks for digits in the first eight places and so
refuses the codes of departments A, N and Y, such as those of villages; it does not test
the organization code inside either.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from ckanext.dongguan.schemas.codelists import load

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANIZATION_LENGTH = 9
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_AREA = re.compile(r"\d{6}", re.ASCII)
_BODY = re.compile(r"[0-9A-Z]{8}[0-9X]", re.ASCII)


class Flaw(StrEnum):
    """What is wrong with a code."""

    LENGTH = "length"
    CHARACTER = "character"
    DEPARTMENT = "department"
    AREA = "area"
    BODY = "body"
    CHECK = "check"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A flaw and what shows it: the length, the character, the part, or the right digit."""

    flaw: Flaw
    detail: str


def normal(text: str) -> str:
    """Write a code as the standard does: half-width capitals without spaces and dashes."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-—–]", "", plain)


def fault(code: str) -> Fault | None:
    """Find the first thing wrong with a credit code (as `normal` writes it)."""
    if len(code) != LENGTH:
        return Fault(flaw=Flaw.LENGTH, detail=str(len(code)))
    strange = next((c for c in code if c not in ALPHABET), None)
    if strange:
        return Fault(flaw=Flaw.CHARACTER, detail=strange)
    if code[:2] not in load("registration_department"):
        return Fault(flaw=Flaw.DEPARTMENT, detail=code[:2])
    if not _AREA.fullmatch(code[2:8]):
        return Fault(flaw=Flaw.AREA, detail=code[2:8])
    return _arithmetic_fault(code)


def organization_fault(code: str) -> Fault | None:
    """Find the first thing wrong with an organization code of nine characters."""
    if len(code) != ORGANIZATION_LENGTH:
        return Fault(flaw=Flaw.LENGTH, detail=str(len(code)))
    if not _BODY.fullmatch(code):
        return Fault(flaw=Flaw.CHARACTER, detail=re.sub("[0-9A-Z]", "", code)[:1] or code[-1])
    wanted = organization_check(code[:8])
    return None if code[-1] == wanted else Fault(flaw=Flaw.BODY, detail=wanted)


def organization_check(body: str) -> str:
    """Compute the check character of eight characters (GB 11714, modulo 11)."""
    digits = (int(character, 36) for character in body)
    rest = 11 - sum(d * w for d, w in zip(digits, _ORGANIZATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def check(body: str) -> str:
    """Compute the check character of seventeen characters (GB 32100, modulo 31)."""
    total = sum(ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return ALPHABET[-total % 31]


def _arithmetic_fault(code: str) -> Fault | None:
    body = organization_fault(code[8:17])
    if body is not None:
        return body
    wanted = check(code[:17])
    return None if code[-1] == wanted else Fault(flaw=Flaw.CHECK, detail=wanted)
