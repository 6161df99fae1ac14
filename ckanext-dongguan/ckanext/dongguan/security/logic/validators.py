"""Validators of the room, in the place of core's."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .. import token_term
from ..password import Fault, Rules, faults

__all__ = ["dongguan_token_term", "user_password_validator"]


def dongguan_token_term(value: Any) -> int | None:
    """Read for how many days a token shall last; nothing is the longest term."""
    if value in (None, ""):
        return None
    longest = token_term.longest_days()
    try:
        days = int(value)
    except (TypeError, ValueError, OverflowError):
        days = 0
    if not 1 <= days <= longest:
        message = str(tk._("A token lasts from 1 to {days} days.")).format(days=longest)
        raise tk.Invalid(message)
    return days


def user_password_validator(
    key: Any, data: dict[Any, Any], errors: dict[Any, list[str]], context: Any
) -> None:
    """Refuse a password that is easy to guess; none at all is for others to refuse."""
    value = data[key]
    if value is tk.missing or value == "":
        return
    if not isinstance(value, str):
        errors[("password",)].append(tk._("Passwords must be strings"))
        return
    rules = _rules()
    for fault in faults(value, _names(data, context), rules):
        errors[("password",)].append(_sentence(fault, rules))


def _names(data: dict[Any, Any], context: Any) -> tuple[str, ...]:
    known = context.get("user_obj")
    given = [data.get((field,)) for field in ("name", "email")]
    kept = [getattr(known, field, None) for field in ("name", "email")]
    return tuple(text for text in (*given, *kept) if isinstance(text, str) and text)


def _rules() -> Rules:
    place = "ckanext.dongguan.security.password"
    return Rules(shortest=tk.config[f"{place}.shortest"], kinds=tk.config[f"{place}.kinds"])


def _sentence(fault: Fault, rules: Rules) -> str:
    sentences = {
        Fault.SHORT: tk._("A password has at least {shortest} characters."),
        Fault.SIMPLE: tk._(
            "A password of less than {phrase} characters has {kinds} of these: small and "
            "capital letters, digits, signs."
        ),
        Fault.NAME: tk._("The password holds the account's name. Choose another one."),
        Fault.COMMON: tk._("Too many people use this password. Choose another one."),
    }
    return str(sentences[fault]).format(**vars(rules))
