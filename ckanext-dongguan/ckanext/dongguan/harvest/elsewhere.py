"""Sources that a harvester of ckanext-harvest follows: started here, done by its consumers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.dongguan import account
from ckanext.dongguan.harvesters.problem import BusyError, SourceError
from ckanext.dongguan.harvesters.reach import resolved

from . import kinds
from .sources import Stored


def start(stored: Stored) -> str:
    """Hand a source to the consumers; return what to tell.

    Its harvesters call the network by themselves: that the address leads into no private
    network is looked at here.

    :raises SourceError: it is not approved, leads inside, or a job of it is going on
    """
    from ckanext.harvest.logic import HarvestJobExists, HarvestSourceInactiveError

    name, parts = stored.source.name, urlsplit(stored.source.address)
    resolved(stored.source, parts.hostname or "", parts.port or 443)
    try:
        tk.get_action("harvest_job_create")(_context(), {"source_id": name, "run": True})
    except HarvestSourceInactiveError as error:
        raise SourceError(
            f"来源 {name}", "尚未批准或已停用", "请先批准该来源，再开始汇聚"
        ) from error
    except HarvestJobExists as error:
        raise BusyError(f"来源 {name}", "正在汇聚", "请等它结束") from error
    return "已交给 ckanext-harvest 的采集进程"


def finish() -> None:
    """Let ckanext-harvest mark what has ended, and send again what was lost in the queue."""
    if p.plugin_loaded("harvest"):
        tk.get_action("harvest_jobs_run")(_context(), {})


def is_elsewhere(stored: Stored) -> bool:
    """Tell whether ckanext-harvest follows a source."""
    return kinds.is_foreign(stored.source.adapter)


def _context() -> dict[str, Any]:
    return {**account.of_site(), "model": model, "session": model.Session}
