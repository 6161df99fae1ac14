"""What a source leaves open although a rule asks for it, without CKAN."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .breach import breaches
from .rule import Ask, of_type


def left_open(dataset: Mapping[str, Any], candidates: Collection[str]) -> list[str]:
    """List those of the candidates that are empty although a rule of the type needs them.

    The candidates are what a kind of source may not state; a source that should have
    stated it is refused by the rule.
    """
    asked = (breach.rule for breach in breaches(of_type(dataset["type"]), dataset))
    return [
        rule.field
        for rule in asked
        if rule.ask is Ask.NEED and not rule.group and rule.field in candidates
    ]
