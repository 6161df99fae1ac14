"""What a harvester of ckanext-harvest wrote into its report, said for the operator."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import yaml

from ckanext.dongguan.language import said

LONGEST = 300
_DETAILS = re.compile(r"\{.*\}$", re.DOTALL)


@cache
def _known() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("their_words.yaml").read_text(encoding="utf-8")
    )
    return read


def told(message: str) -> dict[str, str]:
    """Say `cause` and `remedy` of a message; one that nobody foresaw is shown as it is."""
    found = next((one for one in _known() if re.search(one["said"], message)), None)
    if found is None:
        return {"cause": message[:LONGEST], "remedy": ""}
    details = "；".join(dict.fromkeys(_details(message)))
    cause = said(found["cause"])
    return {
        "cause": f"{cause}：{details}"[:LONGEST] if details else cause,
        "remedy": said(found["remedy"]),
    }


def _details(message: str) -> Iterator[str]:
    """Name the fields of a validation error with what is wrong, each once."""
    match = _DETAILS.search(message)
    try:
        errors = ast.literal_eval(match[0]) if match else {}
    except (ValueError, SyntaxError):
        return
    for name, texts in errors.items():
        yield from (f"{name}：{tk._(text)}" for text in _texts(texts))


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for one in found:
            yield from _texts(one)
    elif found:
        yield str(found)
