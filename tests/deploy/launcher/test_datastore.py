"""The DataStore's database in a real PostgreSQL: who may do what in it, and a site's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
import pytest

from deploy.launcher import datastore, postgres
from deploy.launcher.datastore import SCRIPT, DataStore
from deploy.launcher.given import check_datastore
from deploy.launcher.key import KeyRing
from deploy.launcher.place import Place, claim
from deploy.launcher.problem import Problem
from deploy.launcher.settings import settings
from deploy.launcher.site import read_site
from deploy.launcher.trial import trial_place

pytestmark = pytest.mark.stack
GIVEN = {
    "CKAN_DATASTORE_WRITE_URL": "postgresql://w:x@db/tables",
    "CKAN_DATASTORE_READ_URL": "postgresql://r:x@db/tables",
}


@pytest.fixture
def urls() -> dict[str, str]:
    """Give the addresses of the test services."""
    if "DONGGUAN_TEST_SERVICES" not in os.environ:
        pytest.skip("make test starts services with passwords")
    names = {"write": "CKAN_DATASTORE_WRITE_URL", "read": "CKAN_DATASTORE_READ_URL"}
    return {key: os.environ[name] for key, name in names.items()} | {
        "main": os.environ["CKAN_SQLALCHEMY_URL"]
    }


@pytest.fixture
def superuser(urls: dict[str, str]) -> str:
    keys = KeyRing(file=trial_place(os.environ).data / "secrets.json")
    return postgres.address(
        "postgres", keys.get("postgres"), urlsplit(urls["write"]).port or 0, "postgres"
    )


def entering(url: str, database: str) -> str:
    return f"{url.rpartition('/')[0]}/{database}"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE planted (a int)",
        "CREATE TEMP TABLE planted (a int)",
        "INSERT INTO _table_stats VALUES ('x', '{}')",
        "DELETE FROM _table_stats",
        "CREATE ROLE planted",
        "SET ROLE datastore_writer",
    ],
)
def test_the_reader_changes_nothing_even_if_it_asks_to_write(
    urls: dict[str, str], statement: str
) -> None:
    with postgres.session(urls["read"]) as cursor:
        cursor.execute("SET default_transaction_read_only = off")

        with pytest.raises(psycopg2.Error, match="permission denied"):
            cursor.execute(statement)


def test_the_reader_reads_what_the_writer_makes(urls: dict[str, str]) -> None:
    with postgres.session(urls["write"]) as writer, postgres.session(urls["read"]) as reader:
        writer.execute("CREATE TABLE made AS SELECT '厚街' AS town")
        try:
            reader.execute("SELECT town FROM made")

            assert reader.fetchall() == [("厚街",)]
        finally:
            writer.execute("DROP TABLE made")


def test_neither_role_enters_ckan_s_own_database(urls: dict[str, str]) -> None:
    main = urlsplit(urls["main"]).path.lstrip("/")

    for role in ("read", "write"):
        with pytest.raises(psycopg2.OperationalError, match="permission denied"):
            psycopg2.connect(entering(urls[role], main))


def test_ckan_s_own_role_does_not_enter_the_tables(urls: dict[str, str]) -> None:
    with pytest.raises(psycopg2.OperationalError, match="permission denied"):
        psycopg2.connect(entering(urls["main"], urlsplit(urls["write"]).path.lstrip("/")))


@pytest.fixture
def another(superuser: str) -> Iterator[DataStore]:
    """Name a DataStore that is not there yet; take it away afterwards."""
    wanted = DataStore(database="another", writer="another_writer", reader="another_reader")
    yield wanted
    with postgres.session(superuser) as cursor:
        cursor.execute('DROP DATABASE IF EXISTS "another"')
        for role in (wanted.writer, wanted.reader):
            cursor.execute(f'DROP ROLE IF EXISTS "{role}"')


def prepared(superuser: str, wanted: DataStore) -> tuple[str, str]:
    passwords = {wanted.writer: "w", wanted.reader: "r"}
    datastore.ensure(superuser, wanted, passwords)
    port = urlsplit(superuser).port or 0
    write, read = (
        postgres.address(role, secret, port, wanted.database)
        for role, secret in passwords.items()
    )
    return write, read


def test_a_second_start_leaves_tables_without_a_trigger_alone(
    superuser: str, another: DataStore
) -> None:
    write, _read = prepared(superuser, another)
    with postgres.session(write) as cursor:
        cursor.execute("CREATE TABLE plain (a int)")

        prepared(superuser, another)

        # CKAN's script would give every table its full-text trigger, wanted or not.
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'plain'::regclass")
        assert cursor.fetchone() == (0,)


def test_permissions_that_an_older_start_lacks_are_set(
    superuser: str, another: DataStore
) -> None:
    write, read = prepared(superuser, another)
    with postgres.session(entering(superuser, "another")) as cursor:
        cursor.execute("COMMENT ON DATABASE another IS NULL")
        cursor.execute('DROP VIEW "_table_metadata"')

    prepared(superuser, another)

    check_datastore({"datastore_write": write, "datastore_read": read})


def test_ckan_s_script_is_the_one_it_would_print_itself() -> None:
    from ckanext.datastore.cli import permissions_sql

    names = DataStore(main_database="ckan_default", main_role="ckan_default")
    theirs = permissions_sql(
        "ckan_default", names.database, "ckan_default", names.writer, names.reader
    )

    assert SCRIPT.is_file()
    assert theirs.endswith(names.permissions())
    assert "\\connect" not in names.permissions()


def test_a_site_s_own_datastore_is_taken(urls: dict[str, str]) -> None:
    check_datastore({"datastore_write": urls["write"], "datastore_read": urls["read"]})


@pytest.mark.parametrize(
    ("write", "read", "key"),
    [
        ("write", None, "datastore_half"),
        (None, "read", "datastore_half"),
        ("write", "write", "datastore_reader_writes"),
        ("main", "read", "datastore_two_databases"),
        ("main", "main", "datastore_bare"),
    ],
)
def test_a_datastore_that_is_not_guarded_is_refused(
    urls: dict[str, str], write: str | None, read: str | None, key: str
) -> None:
    named = {"datastore_write": write, "datastore_read": read}
    given = {name: urls[role] for name, role in named.items() if role}

    with pytest.raises(Problem) as refused:
        check_datastore(given)

    assert refused.value.key == key


def test_our_postgresql_holds_what_the_site_does_not_bring(place: Place) -> None:
    claim(place)
    main = {"CKAN_SQLALCHEMY_URL": "postgresql://u:x@db/ckan"}

    beside = read_site(place, main)
    neither = read_site(place, {**main, **GIVEN})

    assert beside.own == ["postgres", "solr", "redis"]
    assert beside.datastore == DataStore()
    assert neither.own == ["solr", "redis"]
    assert neither.datastore is None


def test_the_settings_name_both_addresses(place: Place) -> None:
    claim(place)

    own = settings(read_site(place, {}))
    given = settings(read_site(place, GIVEN))

    assert "datastore_writer:" in own["ckan.datastore.write_url"]
    assert "datastore_reader:" in own["ckan.datastore.read_url"]
    assert given["ckan.datastore.read_url"] == GIVEN["CKAN_DATASTORE_READ_URL"]
