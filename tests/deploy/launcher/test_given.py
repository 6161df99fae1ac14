"""Services a site brings: what it hears about a wrong one, from real servers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from deploy.launcher import postgres
from deploy.launcher.given import check_audit, check_postgres, check_redis, check_solr
from deploy.launcher.key import KeyRing
from deploy.launcher.message import say
from deploy.launcher.place import Place, claim, lay_out
from deploy.launcher.portal import _accepted
from deploy.launcher.problem import Problem
from deploy.launcher.progress import Progress
from deploy.launcher.site import read_site
from deploy.launcher.trial import trial_place

from .conftest import Launch

pytestmark = pytest.mark.stack
NOWHERE = "127.0.0.1:9"


def changed(url: str, *, password: str | None = None, place: str | None = None) -> str:
    parts = urlsplit(url)
    old = parts.password or ""
    netloc = parts.netloc.replace(f":{old}@", f":{password or old}@")
    if place:
        netloc = netloc.split("@")[0] + "@" + place
    return urlunsplit(parts._replace(netloc=netloc))


def as_guest(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc="guest:g@" + parts.netloc.split("@")[1]))


def test_good_services_are_taken(given: dict[str, str]) -> None:
    check_postgres(given["CKAN_SQLALCHEMY_URL"])
    check_redis(given["CKAN_REDIS_URL"])
    check_solr(given["CKAN_SOLR_URL"])


def test_a_wrong_password_is_told_from_an_absent_server(given: dict[str, str]) -> None:
    for check, name in (
        (check_postgres, "CKAN_SQLALCHEMY_URL"),
        (check_redis, "CKAN_REDIS_URL"),
    ):
        with pytest.raises(Problem) as denied:
            check(changed(given[name], password="wrong"))
        with pytest.raises(Problem) as absent:
            check(changed(given[name], place=NOWHERE))

        assert denied.value.key == "given_denied"
        assert denied.value.facts["variable"] == name
        assert absent.value.key == "given_unreachable"


def test_a_password_that_is_missing_is_told_too(given: dict[str, str]) -> None:
    url = given["CKAN_REDIS_URL"]

    with pytest.raises(Problem) as caught:
        check_redis(url.replace(f":{urlsplit(url).password}@", ""))

    assert caught.value.key == "given_denied"


def test_a_url_that_is_none_is_said() -> None:
    for check in (check_postgres, check_redis, check_solr):
        with pytest.raises(Problem, match="given_unreachable"):
            check("not a url")


def test_a_wrong_password_ends_the_start_with_one_sentence(
    given: dict[str, str], launch: Launch, place: Place
) -> None:
    wrong = changed(given["CKAN_SQLALCHEMY_URL"], password="wrong")

    done = launch("run", **{**given, "CKAN_SQLALCHEMY_URL": wrong}, LANG="en_GB.UTF-8")

    assert done.returncode == 1
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert "CKAN_SQLALCHEMY_URL, refused the login" in sentence
    assert "wrong@" not in done.stderr
    assert not (place.data / "choices.json").exists()


@pytest.fixture
def superuser_url(given: dict[str, str]) -> str:
    """Give the address of the test server's superuser."""
    keys = KeyRing(file=trial_place(os.environ).data / "secrets.json")
    port = urlsplit(given["CKAN_SQLALCHEMY_URL"]).port or 0
    return postgres.address("postgres", keys.get("postgres"), port, "postgres")


@pytest.fixture
def superuser(superuser_url: str) -> Iterator[Any]:
    """Give a cursor of the test server's superuser."""
    with postgres.session(superuser_url) as cursor:
        yield cursor


def test_a_user_who_may_not_make_tables_is_told_so(
    given: dict[str, str], superuser: Any
) -> None:
    database = urlsplit(given["CKAN_SQLALCHEMY_URL"]).path.strip("/")
    superuser.execute("CREATE ROLE guest LOGIN PASSWORD 'g'")
    superuser.execute(f"GRANT CONNECT ON DATABASE {database} TO guest")
    try:
        with pytest.raises(Problem) as caught:
            check_postgres(as_guest(given["CKAN_SQLALCHEMY_URL"]))
    finally:
        superuser.execute(f"REVOKE CONNECT ON DATABASE {database} FROM guest")
        superuser.execute("DROP ROLE guest")

    assert caught.value.key == "given_closed"


def test_made_up_data_stay_out_of_a_database_that_holds_real_ones(
    superuser_url: str, place: Place
) -> None:
    url = os.environ["DONGGUAN_TEST_EXCHANGE_URL"]
    database, role = urlsplit(url).path.strip("/"), str(urlsplit(url).username)
    postgres.keep_audit(superuser_url, database, role, os.environ)
    claim(place)
    lay_out(place)
    site = read_site(place, {"CKAN_SQLALCHEMY_URL": url})
    with postgres.session(url) as cursor:
        cursor.execute("CREATE TABLE package (id int)")
        try:
            empty = _accepted(site, Progress(environ={}))
            cursor.execute("INSERT INTO package VALUES (1)")

            full = _accepted(site, Progress(environ={}))
            wanted = _accepted(read_site(place, {"DONGGUAN_DEMO": "1"}), Progress(environ={}))
        finally:
            cursor.execute("DROP TABLE package")

    assert (empty.is_demo, full.is_demo, wanted.is_demo) == (True, False, True)


def test_a_demo_site_beside_a_given_database_stays_one(
    given: dict[str, str], place: Place
) -> None:
    claim(place)
    lay_out(place)
    url = os.environ["DONGGUAN_TEST_EXCHANGE_URL"]
    with postgres.session(url) as cursor:
        cursor.execute("CREATE TABLE package (id int)")
        try:
            _accepted(read_site(place, {"CKAN_SQLALCHEMY_URL": url}), Progress(environ={}))
            cursor.execute("INSERT INTO package VALUES (1)")

            later = _accepted(read_site(place, {}), Progress(environ={}))
        finally:
            cursor.execute("DROP TABLE package")

    assert later.is_demo


def test_a_database_without_an_audit_log_is_refused_with_the_command_to_run(
    given: dict[str, str], superuser: Any
) -> None:
    url = given["CKAN_SQLALCHEMY_URL"]
    superuser.execute("DROP DATABASE IF EXISTS without_log")
    superuser.execute("CREATE DATABASE without_log")
    bare = urlunsplit(urlsplit(url)._replace(path="/without_log"))
    try:
        with pytest.raises(Problem) as caught:
            check_audit(bare)
    finally:
        superuser.execute("DROP DATABASE without_log WITH (FORCE)")

    check_audit(url)
    assert caught.value.key == "given_no_audit"
    sentence = say("given_no_audit", {}, **caught.value.facts)
    role = urlsplit(url).username
    assert f"psql -U postgres -d without_log -v application={role} -f " in sentence
