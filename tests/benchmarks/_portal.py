"""A portal to measure on: empty, with the departments and themes of the code lists."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.cli.db import _run_migrations
from ckan.common import config
from ckan.config.middleware import make_app
from ckan.lib import search
from ckan.tests import helpers
from sqlalchemy import engine_from_config

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a piece of work took, in milliseconds."""

    wall: float
    cpu: float


def serving() -> Any:
    """Load the portal, set as a real one is; return its application."""
    logging.disable(logging.WARNING)
    settings = CKANConfigLoader(str(ROOT / "config" / "test.ini")).get_config()
    settings.update(as_a_site())
    return make_app(settings)._wsgi_app


@contextmanager
def portal() -> Iterator[dict[str, Any]]:
    """Stand in an empty portal, set as a real one is; yield the context of its own user."""
    with serving().test_request_context("/"):
        model.repo.rebuild_db()
        _run_migrations("dongguan", "base", forward=False)
        _run_migrations("dongguan")
        _run_migrations("activity")
        _run_migrations("harvest")
        keep_connections()
        search.clear_all()
        user = helpers.call_action("get_site_user", {"ignore_auth": True})
        helpers.call_action("dongguan_directory_prepare")
        yield {"user": user["name"], "ignore_auth": True}


def keep_connections() -> None:
    """Keep connections to the database open, as a site does.

    CKAN's migrations leave an engine behind that opens one for each piece of work.
    """
    model.init_model(engine_from_config(dict(config)))


def as_a_site() -> dict[str, Any]:
    """Take back what the settings of the tests make easy: a site does not start with it."""
    limit = "ckanext.dongguan.security.limit."
    rates = {
        "failures": "10 per 15 minutes", "address_failures": "50 per 15 minutes",
        "login": "300 per 15 minutes", "reset": "20 per hour",
        "anonymous": "600 per minute", "token": "1200 per minute",
    }  # fmt: skip
    return {
        "testing": False,
        "WTF_CSRF_ENABLED": True,
        "SECRET_KEY": secrets.token_hex(32),
        "WTF_CSRF_SECRET_KEY": secrets.token_hex(32),
        "ckan.site_url": "http://127.0.0.1",
        "ckanext.dongguan.security.password.kinds": 3,
        **{f"{limit}{name}": rate for name, rate in rates.items()},
    }


def timed(work: Callable[[], Any]) -> tuple[Any, Cost]:
    """Do a piece of work; return what it gave and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    took = Cost(
        wall=(time.perf_counter() - wall) * 1000, cpu=(time.process_time() - cpu) * 1000
    )
    return result, took


def case(name: str, ours: float, peer: float, unit: str, *, equal: bool, **more: Any) -> Any:
    """Describe one comparison; the ratio says how many times ours is better."""
    figures = {"ours": round(ours, 3), "peer": round(peer, 3), "ratio": round(peer / ours, 2)}
    return {"case": name, **figures, "unit": unit, "equal": equal, **more}


def tell(name: str, cases: list[Any]) -> None:
    """Print the last line; an unequal result is a failure whatever the speed."""
    click.echo(json.dumps({"name": name, "cases": cases}, ensure_ascii=False))
    sys.exit(0 if all(one["equal"] for one in cases) else 1)
