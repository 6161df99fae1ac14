"""Every sentence the launcher says, in the reader's language; it prints nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

SENTENCES = Path(__file__).with_name("messages.yaml")


def language(environ: Mapping[str, str]) -> str:
    """Choose `en` where the locale asks for English, else `zh`; LC_ALL outranks LANG."""
    wanted = environ.get("LC_ALL") or environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "zh"


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Read all sentences: key, then language, then text."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(SENTENCES.read_text("utf-8"))
    return loaded


def say(key: str, environ: Mapping[str, str], **facts: object) -> str:
    """Fill the sentence `key` with its facts, in the language of `environ`."""
    return sentences()[key][language(environ)].format(**facts)
