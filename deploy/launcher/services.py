"""Brings a site's PostgreSQL, Redis and Solr up, and what lies in them: databases and cores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import jar, postgres, redis_server, solr
from .datastore import DataStore
from .datastore import ensure as ensure_datastore
from .port import refuse_taken
from .progress import Progress
from .site import CORE, OWNER, Site
from .supervision import Supervision


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a site wants to find in its services."""

    # Database name to the role that owns it.
    databases: Mapping[str, str] = field(default_factory=lambda: {OWNER: OWNER})
    datastores: tuple[DataStore, ...] = ()
    # The databases with a portal in them: their audit log is kept out of its reach.
    audited: tuple[str, ...] = (OWNER,)
    cores: tuple[str, ...] = (CORE,)
    configset: Path = solr.CONFIGSET
    # Data that may be lost: faster, for tests.
    careless: bool = False
    heap: str = "512m"


def start_services(
    site: Site, supervision: Supervision, wanted: Wanted, progress: Progress
) -> bool:
    """Start the services this site does not bring; tell whether a core is new or changed."""
    refuse_taken(site.ports, site.own, site.place.data / "ports.json")
    changed = False
    if "solr" in site.own:
        changed = _start_solr(site, supervision, wanted, progress)
    if "postgres" in site.own:
        _start_postgres(site, supervision, wanted, progress)
    if "redis" in site.own:
        _start_redis(site, supervision, wanted, progress)
    if "solr" in site.own:
        _await_solr(site, supervision, wanted, progress)
    return changed


def _start_postgres(
    site: Site, supervision: Supervision, wanted: Wanted, progress: Progress
) -> None:
    place, port = site.place, site.ports["postgres"]
    with progress.step("step_postgres"):
        postgres.initialise(place, site.keys.get("postgres"), supervision.environ)
        supervision.start([postgres.program(place, port, careless=wanted.careless)])
        url = site.superuser_url
        supervision.await_ready("postgres", lambda: postgres.answers(url))
    with progress.step("step_databases"), postgres.session(url) as cursor:
        for database, role in wanted.databases.items():
            postgres.ensure_role(cursor, role, site.keys.get(f"postgres.{role}"))
            postgres.ensure_database(cursor, database, role)
        for tables in wanted.datastores:
            passwords = {
                r: site.keys.get(f"postgres.{r}") for r in (tables.writer, tables.reader)
            }
            ensure_datastore(url, tables, passwords)
        for database, role in wanted.databases.items():
            if database in wanted.audited:
                postgres.keep_audit(url, database, role, supervision.environ)


def _start_redis(
    site: Site, supervision: Supervision, wanted: Wanted, progress: Progress
) -> None:
    with progress.step("step_redis"):
        port, password = site.ports["redis"], site.keys.get("redis")
        program = redis_server.program(site.place, port, password, careless=wanted.careless)
        supervision.start([program])
        url = site.redis_url()
        supervision.await_ready("redis", lambda: redis_server.answers(url))


def _start_solr(
    site: Site, supervision: Supervision, wanted: Wanted, progress: Progress
) -> bool:
    """Start Solr without waiting; it takes longest, the others start meanwhile."""
    place = site.place
    with progress.step("step_jars") as step:
        jar.fetch(place.jars, supervision.environ, shown=step.show)
    solr.prepare(place)
    changed = [solr.install_core(place, core, wanted.configset) for core in wanted.cores]
    supervision.start([solr.program(place, site.ports["solr"], heap=wanted.heap)])
    return any(changed)


def _await_solr(
    site: Site, supervision: Supervision, wanted: Wanted, progress: Progress
) -> None:
    port = site.ports["solr"]
    with progress.step("step_solr"):
        for core in wanted.cores:
            supervision.await_ready("solr", lambda c=core: solr.answers(port, c))  # type: ignore[misc]
