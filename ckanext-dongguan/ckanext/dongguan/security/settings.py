"""Which settings are safe, and why: the table of `settings.yaml`, without CKAN."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from limits import parse

_HERE = {"127.0.0.1", "::1", "localhost"}
TABLE = Path(__file__).with_name("settings.yaml")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One setting: what it must be, which hole it closes, what to tell the operator."""

    setting: str
    must: str
    value: Any
    advisory: str
    zh: str
    en: str
    only_https: bool = False

    def is_kept(self, config: Mapping[str, Any]) -> bool:
        """Tell whether the configuration keeps the rule; an absent setting is empty."""
        if self.only_https and not str(config.get("ckan.site_url")).startswith("https://"):
            return True
        is_shown = _truth(config.get("ckanext.dongguan.demonstration")) is True
        if self.must == "be_encrypted" and is_shown:
            return True
        return _CHECKS[self.must](config.get(self.setting), self.value)


@dataclass(frozen=True, kw_only=True)
class Table:
    """All rules, and the words in which a broken one is told (`zh`, `en`)."""

    rules: tuple[Rule, ...]
    texts: Mapping[str, Mapping[str, str]]
    foundation: Mapping[str, Mapping[str, str]]

    def broken(self, config: Mapping[str, Any]) -> Iterator[Rule]:
        """Give the rules that a configuration breaks."""
        return (rule for rule in self.rules if not rule.is_kept(config))

    def sentence(self, rule: Rule, config: Mapping[str, Any], language: str) -> str:
        """Say place, cause and remedy; the value of a secret is not told."""
        text = self.texts[language]
        is_secret = rule.must in {"secret", "own_secret", "be_inside"}
        shown = "***" if is_secret else _show(config.get(rule.setting))
        return text["sentence"].format(
            setting=rule.setting,
            shown=shown,
            why=rule.en if language == "en" else rule.zh,
            remedy=text[rule.must].format(value=_show(rule.value)),
        )


def load() -> Table:
    """Read the table."""
    content = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    rules = tuple(Rule(**_unfold(row)) for row in content["settings"])
    return Table(rules=rules, texts=content["texts"], foundation=content["foundation"])


@cache
def samples() -> frozenset[str]:
    """List the keys that everybody knows."""
    return frozenset(yaml.safe_load(TABLE.read_text(encoding="utf-8"))["samples"])


def _unfold(row: dict[str, Any]) -> dict[str, Any]:
    ((must, value),) = row.pop("must").items()
    return {**row, "must": must, "value": value}


def _items(given: Any) -> set[str]:
    if isinstance(given, Mapping):
        return {str(key) for key in given}
    return set(given.split()) if isinstance(given, str) else {str(item) for item in given or ()}


def _is_in_order(given: Any, items: list[str]) -> bool:
    named = given.split() if isinstance(given, str) else [str(item) for item in given or ()]
    places = [named.index(item) for item in items if item in named]
    return places == sorted(places)


def _truth(given: Any) -> Any:
    words = {"true": True, "false": False, "": False, "none": False}
    return words.get(str(given).strip().lower(), given)


def _equals(given: Any, value: Any) -> bool:
    return _truth(given) is value if isinstance(value, bool) else str(given) == str(value)


def _is_secret(given: Any, length: Any) -> bool:
    key = str(given or "")
    bare = key.removeprefix("string:")
    if key in samples() or bare in samples():
        return False
    return len(bare) >= int(length) and len(set(bare)) > 8


def _is_own_secret(given: Any, length: Any) -> bool:
    # Empty means that of the site; a file is guarded by the system.
    return not given or str(given).startswith("file:") or _is_secret(given, length)


def _is_limit(given: Any, _example: Any) -> bool:
    try:
        return bool(given) and parse(str(given)).amount > 0
    except ValueError:
        return False


def _is_encrypted(given: Any, _value: Any) -> bool:
    address = urlsplit(str(given or ""))
    return address.scheme == "https" or address.hostname in _HERE


def _is_inside(given: Any, _value: Any) -> bool:
    """Tell whether an address may be one of the inner network; a name may be."""
    try:
        return not ip_address(urlsplit(str(given or "")).hostname or "").is_global
    except ValueError:
        return True


_CHECKS: dict[str, Callable[[Any, Any], bool]] = {
    "equal": _equals,
    "be_at_most": lambda given, limit: given is not None and int(given) <= int(limit),
    "contain": lambda given, items: _items(items) <= _items(given),
    "come_in_order": _is_in_order,
    "contain_none_of": lambda given, items: not _items(items) & _items(given),
    "contain_only": lambda given, items: _items(given) <= _items(items),
    "secret": _is_secret,
    "own_secret": _is_own_secret,
    "be_at_least": lambda given, limit: given is not None and int(given) >= int(limit),
    "be_a_limit": _is_limit,
    "be_encrypted": _is_encrypted,
    "be_inside": _is_inside,
}


def _show(value: Any) -> str:
    if isinstance(value, list | tuple | set | dict):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
