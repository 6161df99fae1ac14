"""The words of alarm mails, without CKAN."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).with_name("alarms.yaml")
_LANGUAGES = ("zh", "en")


@cache
def _kinds() -> dict[str, Any]:
    return dict(yaml.safe_load(TABLE.read_text(encoding="utf-8")))


def compose(kind: str, *, account: str, site: str, page: str) -> tuple[str, str]:
    """Write subject and body of one kind of alarm (a key of `alarms.yaml`).

    `account` is a login name, `site` the portal's name, `page` the address to go to.
    """
    words = _kinds()[kind]
    subject = " / ".join(words["subject"][language] for language in _LANGUAGES)
    texts = [words["text"][language].format(account=account) for language in _LANGUAGES]
    return f"[{site}] {subject}", "\n\n".join([*texts, page])
