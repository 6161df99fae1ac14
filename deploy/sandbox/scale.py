"""How large a sandbox is, and the one world that a seed, a scale and a day make."""

from __future__ import annotations

from dataclasses import dataclass, replace

# The demonstration: about 60 departments, 1,200 items (300 with files), 2,000 firms.
DEMO_ITEMS = 1_200
DEMO_FIRMS = 2_000
LARGE_ITEMS = 100_000
LARGE_FIRMS = 2_000_000
# One item in four carries files.
FILES_EVERY = 4


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The numbers of items and firms on day 0."""

    items: int = DEMO_ITEMS
    firms: int = DEMO_FIRMS

    def __post_init__(self) -> None:
        if not (1 <= self.items <= LARGE_ITEMS and 1 <= self.firms <= LARGE_FIRMS):
            raise ValueError(f"items 1-{LARGE_ITEMS}, firms 1-{LARGE_FIRMS}")


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything content follows from; `day` counts from the vocabulary's first day."""

    seed: int = 20261101
    scale: Scale = Scale()
    day: int = 0

    def later(self, days: int) -> World:
        """Return the same world some days later."""
        return replace(self, day=self.day + days)


def parse_scale(text: str) -> Scale:
    """Read `demo`, `large`, a factor of the demo (`0.05`) or `items=60,firms=100`.

    A ValueError says what was not understood.
    """
    named = {"demo": Scale(), "large": Scale(items=LARGE_ITEMS, firms=LARGE_FIRMS)}
    if text in named:
        return named[text]
    if "=" not in text:
        factor = float(text)
        return Scale(items=round(DEMO_ITEMS * factor), firms=round(DEMO_FIRMS * factor))
    numbers = dict(pair.strip().split("=", 1) for pair in text.split(","))
    unknown = set(numbers) - {"items", "firms"}
    if unknown:
        raise ValueError(f"items=, firms=; not {', '.join(sorted(unknown))}")
    return Scale(**{name: int(value) for name, value in numbers.items()})
