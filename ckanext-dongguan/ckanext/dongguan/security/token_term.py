"""API tokens end: each carries its end, and one from before this rule has one too."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

_DAY = 86_400
_EXTRA = "dongguan_security"


def schema(given: dict[str, Any]) -> dict[str, Any]:
    """Let a new token be asked for with a term: `expires_in_days`."""
    validators = ("ignore_missing", "dongguan_token_term")
    return {**given, "expires_in_days": [tk.get_validator(name) for name in validators]}


def longest_days() -> int:
    """How many days a token lasts at most, and without a wish."""
    return int(tk.config["ckanext.dongguan.security.token_days"])


def end(data: dict[str, Any], jti: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Write the end into a new token and beside it."""
    days = asked.get("expires_in_days") or longest_days()
    ends = int(time.time()) + days * _DAY
    token = model.ApiToken.get(jti)
    if token is not None:
        token.set_extra(_EXTRA, {"ends": ends}, commit=True)
    return {**data, "exp": ends}


def refuse_endless(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Know nobody by a token without an end that is older than tokens may be.

    The library has refused the ones whose end has passed already.
    """
    made = data.get("iat")
    is_old = not isinstance(made, int) or made + longest_days() * _DAY < time.time()
    return {} if "exp" not in data and is_old else data


def ends(token_ids: list[str]) -> dict[str, str]:
    """Tell when tokens end, as ISO 8601 in UTC, by id; one without an own end by its age."""
    found = {}
    for token in model.Session.query(model.ApiToken).filter(model.ApiToken.id.in_(token_ids)):
        kept = ((token.plugin_extras or {}).get(_EXTRA) or {}).get("ends")
        made = token.created_at.replace(tzinfo=UTC).timestamp()
        instant = datetime.fromtimestamp(kept or made + longest_days() * _DAY, UTC)
        found[token.id] = instant.isoformat(timespec="seconds")
    return found
