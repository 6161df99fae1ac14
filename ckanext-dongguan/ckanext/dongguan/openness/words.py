"""What the codes of the policy are called: `words.yaml`, without CKAN."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).with_name("words.yaml")


class Kind(StrEnum):
    """Of which kind a code is."""

    OPERATION = "operation"
    CASE = "case"
    STANDING = "standing"
    OUTCOME = "outcome"
    STATE = "state"


def of(kind: Kind, code: str, *, is_chinese: bool) -> str:
    """Name a code; one that is not in the table is shown as it is."""
    words = load()[kind].get(code)
    return words["zh" if is_chinese else "en"] if words else code


@cache
def load() -> dict[str, dict[str, dict[str, str]]]:
    """Read the table."""
    content: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
        TABLE.read_text(encoding="utf-8")
    )
    return content
