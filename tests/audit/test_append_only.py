"""The application can add to the log and read it; PostgreSQL refuses everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg2
import pytest
import sqlalchemy as sa
from ckan import model
from sqlalchemy.exc import ProgrammingError

from ckanext.dongguan.audit.append_only import (
    FORBIDDEN,
    NEEDED,
    OWNER_SQL,
    QUESTION,
    faults,
    remedy,
)
from ckanext.dongguan.audit.model import metadata
from deploy.launcher import postgres, trial

ATTEMPTS = [
    "UPDATE dongguan_audit.entries SET outcome = 'allow'",
    "DELETE FROM dongguan_audit.entries",
    "TRUNCATE dongguan_audit.entries",
    "DROP TABLE dongguan_audit.entries",
    "DROP SCHEMA dongguan_audit CASCADE",
    "ALTER TABLE dongguan_audit.entries DISABLE TRIGGER ALL",
    "ALTER TABLE dongguan_audit.entries OWNER TO CURRENT_USER",
    (
        "CREATE TRIGGER t BEFORE INSERT ON dongguan_audit.entries "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    ),
    "CREATE RULE r AS ON INSERT TO dongguan_audit.entries DO INSTEAD NOTHING",
    "SET ROLE dongguan_audit",
    "GRANT dongguan_audit TO CURRENT_USER",
    (
        "INSERT INTO dongguan_audit.entries (at, event, operation, outcome) "
        "VALUES ('2020-01-01', 'freeze', 'x', 'allow')"
    ),
    (
        "INSERT INTO dongguan_audit.entries (id, event, operation, outcome) "
        "OVERRIDING SYSTEM VALUE VALUES (1, 'freeze', 'x', 'allow')"
    ),
    "SELECT setval('dongguan_audit.entries_id_seq', 1)",
]


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_the_application_cannot(portal: None, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"InsufficientPrivilege|must be|denied"):
        model.Session.execute(sa.text(statement))


def test_the_application_does_not_own_its_database(portal: None) -> None:
    (owner,) = model.Session.execute(
        sa.text(
            "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"
        )
    ).one()

    assert owner == "dongguan_audit"


def test_the_portal_of_the_tests_is_as_it_should_be(portal: None) -> None:
    answer = model.Session.execute(sa.text(QUESTION)).mappings().one()

    assert list(faults(answer)) == []
    assert set(answer) == {"role", "database", *FORBIDDEN, *NEEDED}


def test_the_table_matches_what_the_code_believes(portal: None) -> None:
    found = sa.inspect(model.meta.engine)

    for table in metadata.sorted_tables:
        columns = found.get_columns(table.name, schema=table.schema)
        assert {column["name"] for column in columns} == {c.name for c in table.columns}


GOOD = {"role": "ckan", "database": "ckan"} | dict.fromkeys(FORBIDDEN, False)
GOOD |= dict.fromkeys(NEEDED, True)


@pytest.mark.parametrize("power", FORBIDDEN)
def test_each_power_too_many_is_named(power: str) -> None:
    assert list(faults({**GOOD, power: True})) == [power]


@pytest.mark.parametrize("power", NEEDED)
def test_each_power_that_is_missing_is_named(power: str) -> None:
    assert list(faults({**GOOD, power: False})) == [f"no-{power}"]


def test_the_remedy_is_a_command_to_copy() -> None:
    assert remedy({"database": "portal", "role": "web"}) == (
        f"psql -U postgres -d portal -v application=web -f {OWNER_SQL}"
    )


@pytest.fixture
def superuser(services: Any) -> str:
    return str(services.superuser_url)


@pytest.fixture
def services() -> Any:
    import os

    from deploy.launcher.port import site_ports
    from deploy.launcher.site import without_given

    if "DONGGUAN_TEST_SERVICES" not in os.environ:
        pytest.skip("make test starts a PostgreSQL whose superuser is known")
    place = trial.trial_place(os.environ)
    return without_given(place, site_ports(place.data / "ports.json", {}))


@pytest.fixture
def old_site(services: Any) -> Iterator[Callable[[], Any]]:
    """Give a database as an earlier release left it: owned by the application, no log."""
    role = name = "dongguan_old_site"
    url = services.database_url(name, role)
    with postgres.session(services.superuser_url) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        postgres.ensure_role(cursor, role, services.keys.get(f"postgres.{role}"))
        postgres.ensure_database(cursor, name, role)
    with postgres.session(url) as cursor:
        cursor.execute("CREATE TABLE package (id text); INSERT INTO package VALUES ('a')")
        cursor.execute("CREATE SCHEMA dongguan; CREATE TABLE dongguan.jobs (name text)")

    yield lambda: postgres.session(url)
    with postgres.session(services.superuser_url) as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        cursor.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


def answer_of(session: Callable[[], Any]) -> dict[str, Any]:
    with session() as cursor:
        cursor.execute(QUESTION)
        names = [column.name for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def test_an_old_site_is_told_from_a_prepared_one(old_site: Callable[[], Any]) -> None:
    assert list(faults(answer_of(old_site))) == ["no-exists"]


def test_an_old_site_gets_its_log_and_keeps_its_data(
    old_site: Callable[[], Any], services: Any
) -> None:
    import os

    name = role = "dongguan_old_site"
    for _ in range(2):  # every start of the portal runs it again
        postgres.keep_audit(services.superuser_url, name, role, os.environ)

    assert list(faults(answer_of(old_site))) == []
    with old_site() as cursor:
        cursor.execute("SELECT id FROM package")
        assert cursor.fetchall() == [("a",)]
        cursor.execute("CREATE TABLE new (id text); DROP TABLE new")
        cursor.execute("CREATE TABLE dongguan.new (id text)")
        cursor.execute(
            "INSERT INTO dongguan_audit.entries (event, operation, outcome) "
            "VALUES ('freeze', 'x', 'allow')"
        )
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("DELETE FROM dongguan_audit.entries")


def test_a_second_run_keeps_the_rows(old_site: Callable[[], Any], services: Any) -> None:
    import os

    name = role = "dongguan_old_site"
    postgres.keep_audit(services.superuser_url, name, role, os.environ)
    with old_site() as cursor:
        cursor.execute(
            "INSERT INTO dongguan_audit.entries (event, operation, outcome) "
            "VALUES ('freeze', 'x', 'allow')"
        )

    postgres.keep_audit(services.superuser_url, name, role, os.environ)

    with old_site() as cursor:
        cursor.execute("SELECT count(*) FROM dongguan_audit.entries")
        assert cursor.fetchone() == (1,)


def test_even_the_superuser_s_slip_is_refused(
    old_site: Callable[[], Any], services: Any
) -> None:
    import os

    name = role = "dongguan_old_site"
    postgres.keep_audit(services.superuser_url, name, role, os.environ)
    url = services.superuser_url.rsplit("/", 1)[0] + f"/{name}"

    with (
        postgres.session(url) as cursor,
        pytest.raises(psycopg2.errors.RaiseException, match="append-only"),
    ):
        cursor.execute("DELETE FROM dongguan_audit.entries")


def test_the_application_backs_the_log_up(old_site: Callable[[], Any], services: Any) -> None:
    """pg_dump as the portal's own role; a backup that needs a superuser is not made daily."""
    import os
    import subprocess

    name = role = "dongguan_old_site"
    postgres.keep_audit(services.superuser_url, name, role, os.environ)

    done = subprocess.run(
        [postgres.BINARIES / "pg_dump", "--dbname", services.database_url(name, role)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "COPY dongguan_audit.entries" in done.stdout
