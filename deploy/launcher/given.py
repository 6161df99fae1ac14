"""Services that a site brings itself: each is asked before anything is started on it."""

from __future__ import annotations

import contextlib
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import redis
import requests

from . import datastore, postgres, solr_schema
from .choice import GIVEN
from .problem import Problem
from .refusal import refusal, shown
from .site import Site
from .solr import CONFIGSET, SCHEMA

_AUDIT_LOG = """
SELECT current_database(), current_user, EXISTS (
    SELECT FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE n.nspname = 'dongguan_audit' AND t.relname = 'entries')
"""


def check(site: Site) -> None:
    """Stop with a sentence at the first service that cannot serve this site."""
    checks = {"redis": check_redis, "solr": check_solr}
    for name, url in site.given.items():
        if name in checks:
            checks[name](url)
        else:
            check_postgres(url, name)
    check_datastore(site.given)
    if "postgres" in site.given:
        check_audit(site.given["postgres"])


def check_datastore(given: Mapping[str, str]) -> None:
    """See that a DataStore's two addresses come together and are guarded."""
    urls = {GIVEN[name]: given.get(name) for name in ("datastore_write", "datastore_read")}
    write_url, read_url = urls.values()
    if write_url and read_url:
        datastore.check(write_url, read_url)
    elif write_url or read_url:
        missing = next(name for name, url in urls.items() if not url)
        raise Problem("datastore_half", variable=missing)


def check_postgres(url: str, name: str = "postgres") -> None:
    """Connect and see that the database keeps UTF-8; the main one must let us make tables."""
    with _connected(url, name) as connection, connection.cursor() as cursor:
        encoding = connection.get_parameter_status("server_encoding")
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        (may_create,) = cursor.fetchone()
    if encoding != "UTF8":
        raise Problem("given_encoding", url=shown(url), encoding=encoding)
    if name == "postgres" and not may_create:
        raise Problem("given_closed", url=shown(url), user=urlsplit(url).username)


@contextlib.contextmanager
def _connected(url: str, name: str = "postgres") -> Iterator[Any]:
    try:
        connection = psycopg2.connect(url, connect_timeout=10)
    except (psycopg2.Error, ValueError) as error:
        raise refusal(name, url, error) from error
    try:
        yield connection
    finally:
        connection.close()


def holds_datasets(url: str) -> bool:
    """Tell whether somebody's datasets lie in the database already."""
    with _connected(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.package') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM package)")
        return bool(cursor.fetchone()[0])


def check_audit(url: str) -> None:
    """See that a superuser has prepared the audit log, which the portal's role cannot."""
    with _connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(_AUDIT_LOG)
        database, role, has_log = cursor.fetchone()
    if not has_log:
        facts = {"database": database, "role": role, "file": postgres.AUDIT}
        raise Problem("given_no_audit", url=shown(url), **facts)


def check_redis(url: str) -> None:
    """Ping with the URL's password and number."""
    try:
        with redis.Redis.from_url(url, socket_timeout=10, socket_connect_timeout=10) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise refusal("redis", url, error) from error


def check_solr(url: str) -> None:
    """Read the core's schema and see that it holds all that config/solr/conf has."""
    try:
        answer = requests.get(
            f"{url.rstrip('/')}/admin/file", {"file": "schema.xml"}, timeout=10
        )
        answer.raise_for_status()
    except requests.RequestException as error:
        raise refusal("solr", url, error) from error
    _refuse_foreign(url, solr_schema.read(answer.content))


def _refuse_foreign(url: str, theirs: ET.Element) -> None:
    """Stop unless the core's schema holds all of ours; a site may have more in it."""
    if (found := solr_schema.name(theirs)) != SCHEMA:
        raise Problem("given_schema", url=shown(url), found=found, wanted=SCHEMA)
    ours, known = (
        solr_schema.definitions(solr_schema.of(CONFIGSET)),
        solr_schema.definitions(theirs),
    )
    if lacking := sorted(called for spelling, called in ours.items() if spelling not in known):
        raise Problem("given_schema_old", url=shown(url), count=len(lacking), named=lacking[0])
