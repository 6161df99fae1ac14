"""The kinds of sources: those of the library, and the harvesters of ckanext-harvest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import ckan.plugins as p
from ckanext.harvest.interfaces import IHarvester

from ckanext.dongguan.harvesters.problem import SourceError
from ckanext.dongguan.harvesters.registry import KINDS, Kind
from ckanext.dongguan.harvesters.source import Option

from . import wording

# How our own engine is called among the harvesters of ckanext-harvest.
OWN = "dongguan"
PREFIX = "ckanext-harvest:"
OPTIONS = (Option(name="config"),)


def known() -> Mapping[str, Kind]:
    """Give all kinds by name."""
    elsewhere = (
        Kind(name=f"{PREFIX}{name}", options=OPTIONS, open=_refuse) for name in _foreign()
    )
    return {**KINDS, **{kind.name: kind for kind in elsewhere}}


def title(adapter: str) -> str:
    """Say what a kind is called."""
    harvester = _foreign().get(harvester_type(adapter))
    return wording.kind_title(adapter, harvester.info()["title"] if harvester else "")


def _foreign() -> dict[str, Any]:
    if not p.plugin_loaded("harvest"):
        return {}
    found = {one.info()["name"]: one for one in p.PluginImplementations(IHarvester)}
    return {name: one for name, one in found.items() if name != OWN}


def _refuse(*_arguments: Any) -> NoReturn:
    raise SourceError(
        "这一类来源",
        "由 ckanext-harvest 的采集器执行，不经本门户的引擎",
        "请直接运行，并在其任务页查看结果",
    )


def is_foreign(adapter: str) -> bool:
    """Tell whether a harvester of ckanext-harvest follows such a source."""
    return adapter.startswith(PREFIX)


def harvester_type(adapter: str) -> str:
    """Name the harvester that follows such a source."""
    return adapter.removeprefix(PREFIX) if is_foreign(adapter) else OWN


def config_problem(adapter: str, config: str) -> str:
    """Ask a harvester what is wrong with its configuration; empty for nothing."""
    check = getattr(_foreign().get(harvester_type(adapter)), "validate_config", None)
    try:
        if config and check:
            check(config)
    except Exception as error:
        # Each harvester raises what it likes.
        return str(error) or type(error).__name__
    return ""
