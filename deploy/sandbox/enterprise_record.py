"""How the enterprise platform writes firms and months down: its own field names."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .firm import Firm
from .indicator import indicators
from .scale import World
from .vocabulary import settings


def firm_row(one: Firm) -> dict[str, Any]:
    """Return a firm of the register."""
    return {
        "creditCode": one.uscc, "name": one.name, "areaCode": one.town.code,
        "town": one.town.name, "industry": one.industry.division,
        "industryName": one.industry.name, "size": one.size,
        "registerType": one.register_type, "foundedOn": one.founded_on.isoformat(),
        "status": one.status, "creditGrade": one.credit_grade, "staff": one.staff,
        "revenueWan": one.revenue, "remark": settings()["mark"],
    }  # fmt: skip


def month_row(world: World, one: Firm, month: str) -> dict[str, Any] | None:
    """Return a firm's month; None for a firm that reports nothing."""
    found = indicators(world, one, month)
    if found is None:
        return None
    return {"creditCode": one.uscc, **asdict(found), "remark": settings()["mark"]}
