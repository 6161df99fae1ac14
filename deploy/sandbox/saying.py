"""What the commands say to a person, in the language of the environment."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import click
import yaml


def say(name: str, **values: object) -> str:
    """Return a message; Chinese unless LANG begins with `en`."""
    language = "en" if os.environ.get("LANG", "").startswith("en") else "zh"
    return _messages()[name][language].format(**values)


def stop(name: str, detail: object) -> click.ClickException:
    """Return the error that ends a command with one sentence and exit code 1."""
    return click.ClickException(say(name, detail=detail))


@lru_cache(maxsize=1)
def _messages() -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / "data" / "messages.yaml"
    data: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data
