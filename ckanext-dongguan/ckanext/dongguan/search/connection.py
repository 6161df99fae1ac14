"""Connections to the index that stay open between the searches of a thread.

Core opens one for each search and has `requests` prepare each call anew: half of what a
search costs outside the index.
"""

from __future__ import annotations

import os
import threading
import time
from functools import partial

import requests
from ckan.lib.search import query as core_query
from ckan.lib.search.common import make_connection
from pysolr import Solr

from . import counted
from .wire import Wire, is_direct

# Solr's server closes what is silent for two minutes; a search that goes out just then
# would fail.
_MOST_SILENT = 30.0


class _Kept(threading.local):
    """The session of a thread; a forked process has its own."""

    session: requests.Session | Wire | None = None
    process = 0
    used_at = 0.0

    def give(self, address: str) -> requests.Session | Wire:
        now, process = time.monotonic(), os.getpid()
        was_silent = now - self.used_at > _MOST_SILENT
        if self.session is None or self.process != process or was_silent:
            self.session, self.process = _open(address), process
        self.used_at = now
        return self.session


def _open(address: str) -> requests.Session | Wire:
    """Open a session that has read the environment (proxies, certificates) once for all."""
    session = requests.Session()
    read = session.merge_environment_settings(address, {}, None, None, None)
    if not read["proxies"] and is_direct(address):
        return Wire(address)
    session.proxies, session.verify = read["proxies"], read["verify"]
    session.trust_env = False
    return session


_kept = _Kept()


def install() -> None:
    """Let core's searches ask us for their connection."""
    core_query.make_connection = kept_open


def kept_open(decode_dates: bool = True) -> Solr:
    """Give core's connection with the session of this thread."""
    solr = make_connection(decode_dates)
    solr.session = _kept.give(solr.url)
    solr.search = partial(counted.search, solr.search)
    return solr
