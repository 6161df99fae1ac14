"""The four rates of coverage: their rules, and the numbers behind each, without CKAN.

Source of the rules: 编目、挂接、开放 are the steps of the directory guide
(发改高技术〔2017〕1272号), 及时 follows the update cycle that each entry states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Rate(StrEnum):
    """The rates in the order in which they are shown."""

    CATALOGUED = "catalogued"
    ATTACHED = "attached"
    OPENED = "opened"
    ON_TIME = "on_time"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What was counted of a department, or of the city; `declared` is None where unknown.

    `fixed` are the entries with a fixed update cycle, `on_time` those of them whose data are
    no older than the cycle and its grace allow.
    """

    declared: int | None = None
    catalogued: int = 0
    attached: int = 0
    opened: int = 0
    fixed: int = 0
    on_time: int = 0


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A rate as its two numbers; without a divisor it is not measured."""

    rate: Rate
    part: int
    whole: int | None

    @property
    def share(self) -> Fraction | None:
        """The rate itself, exact; None where it cannot be measured."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> float | None:
        """The rate in per cent with one decimal, halves upwards; None where not measured.

        It is 100.0 only where nothing is missing, and 0.0 only where there is nothing.
        """
        if self.share is None:
            return None
        tenths = int(self.share * 1000 + Fraction(1, 2))
        if tenths >= 1000 > self.share * 1000:
            tenths = 999
        return max(tenths, 1 if self.part else 0) / 10


def measured(tally: Tally) -> tuple[Measured, ...]:
    """Compute the rates of one tally."""
    pairs = (
        (Rate.CATALOGUED, tally.catalogued, tally.declared),
        (Rate.ATTACHED, tally.attached, tally.catalogued),
        (Rate.OPENED, tally.opened, tally.catalogued),
        (Rate.ON_TIME, tally.on_time, tally.fixed),
    )
    return tuple(Measured(rate=rate, part=part, whole=whole) for rate, part, whole in pairs)


def whole(tallies: Iterable[Tally]) -> Tally:
    """Add up the departments of a city.

    The declared lists count only if every department that catalogued something has one:
    otherwise the rate would compare all entries with some of the lists.
    """
    known = tuple(tallies)
    declared = [one.declared for one in known if one.catalogued or one.declared is not None]
    is_complete = bool(declared) and None not in declared
    return Tally(
        declared=sum(one or 0 for one in declared) if is_complete else None,
        catalogued=sum(one.catalogued for one in known),
        attached=sum(one.attached for one in known),
        opened=sum(one.opened for one in known),
        fixed=sum(one.fixed for one in known),
        on_time=sum(one.on_time for one in known),
    )
