"""Monthly indicators of a firm; amounts in 千元 as report forms have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .chance import fraction
from .firm import Firm, settings
from .scale import World
from .vocabulary import first_day

_INDUSTRY_SECTIONS = "BCD"
# A month's share of a year: February is short of work, the last quarter is busy.
_SEASON = (0.92, 0.62, 1.02, 0.98, 1.0, 1.04, 0.99, 1.01, 1.06, 1.05, 1.1, 1.21)


@dataclass(frozen=True, kw_only=True)
class Indicators:
    """One firm's month; None where the indicator does not apply."""

    month: str
    staff: int
    revenue: int
    output: int | None
    export: int | None
    payroll: int
    vat: int
    power: int
    energy: float


def months(world: World) -> list[str]:
    """Return the closed months on offer, oldest first, as YYYY-MM."""
    today = first_day() + timedelta(days=world.day)
    last = today.year * 12 + today.month - 2
    kept = int(settings()["months_kept"])
    return [f"{m // 12}-{m % 12 + 1:02d}" for m in range(last - kept + 1, last + 1)]


def indicators(world: World, firm: Firm, month: str) -> Indicators | None:
    """Return a firm's month; None before it was founded or after it closed."""
    year, number = int(month[:4]), int(month[5:])
    if firm.founded_on > date(year, number, 1) or firm.status != 1:
        return None
    key = (world.seed, "month", firm.number, month)
    pace = _SEASON[number - 1] * (0.85 + 0.3 * fraction(*key, "pace"))
    revenue = round(firm.revenue * 10 / 12 * pace)
    industrial = firm.industry.section in _INDUSTRY_SECTIONS
    power = round(revenue * (90 if industrial else 18) * (0.6 + fraction(*key, "power")))
    return Indicators(
        month=month,
        staff=max(1, round(firm.staff * (0.95 + 0.1 * fraction(*key, "staff")))),
        revenue=revenue,
        output=round(revenue * (0.96 + 0.08 * fraction(*key, "output")))
        if industrial
        else None,
        export=_export(revenue, key) if industrial else None,
        payroll=round(firm.staff * (4.6 + 4 * fraction(*key, "pay"))),
        vat=round(revenue * 0.03 * fraction(*key, "vat")),
        power=power,
        # 1 万千瓦时 = 1.229 吨标准煤 (electricity, equivalent value).
        energy=round(power / 10_000 * 1.229 * (1 + 0.4 * fraction(*key, "fuel")), 3),
    )


def _export(revenue: int, key: tuple[object, ...]) -> int:
    share = fraction(*key[:3], "export")
    return round(revenue * (share - 0.5) * 1.6) if share > 0.5 else 0
