"""Services a site brings: what it hears about a wrong one, from real servers."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests

from deploy.launcher.given import check_postgres, check_redis, check_solr, shown
from deploy.launcher.problem import Problem
from deploy.launcher.reindex import pending
from deploy.launcher.solr import CONFIGSET, SCHEMA, home, install_core, schema_name
from deploy.launcher.trial import trial_place

from .conftest import Launch

pytestmark = pytest.mark.stack
NOWHERE = "127.0.0.1:9"


@pytest.fixture
def given() -> dict[str, str]:
    """Give the URLs of the test services, as a site would give its own."""
    if "DONGGUAN_TEST_SERVICES" not in os.environ:
        pytest.skip("make test starts services with passwords")
    names = ("CKAN_SQLALCHEMY_URL", "CKAN_SOLR_URL", "CKAN_REDIS_URL")
    return {name: os.environ[name] for name in names}


def changed(url: str, *, password: str | None = None, place: str | None = None) -> str:
    parts = urlsplit(url)
    old = parts.password or ""
    netloc = parts.netloc.replace(f":{old}@", f":{password or old}@")
    if place:
        netloc = netloc.split("@")[0] + "@" + place
    return urlunsplit(parts._replace(netloc=netloc))


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


def test_an_absent_solr_is_said() -> None:
    with pytest.raises(Problem, match="given_unreachable"):
        check_solr(f"http://{NOWHERE}/solr/ckan")


def test_a_url_that_is_none_is_said() -> None:
    for check in (check_postgres, check_redis, check_solr):
        with pytest.raises(Problem, match="given_unreachable"):
            check("not a url")


def test_no_message_repeats_a_password() -> None:
    assert shown("postgresql://u:secret@db/x") == "postgresql://u:***@db/x"
    assert shown("http://search/solr/ckan") == "http://search/solr/ckan"


@pytest.fixture
def foreign_core(given: dict[str, str]) -> Iterator[str]:
    """Give the URL of a core whose schema is not CKAN's."""
    folder = home(trial_place(os.environ)) / "foreign"
    shutil.copytree(CONFIGSET, folder / "conf", dirs_exist_ok=True)
    schema = folder / "conf" / "schema.xml"
    schema.write_text(schema.read_text("utf-8").replace(f'"{SCHEMA}"', '"library-7"'), "utf-8")
    admin = given["CKAN_SOLR_URL"].rsplit("/", 1)[0] + "/admin/cores"
    create = {"action": "CREATE", "name": "foreign", "instanceDir": "foreign"}
    requests.get(admin, create, timeout=60).raise_for_status()
    yield given["CKAN_SOLR_URL"].rsplit("/", 1)[0] + "/foreign"
    unload = {"action": "UNLOAD", "core": "foreign", "deleteInstanceDir": "true"}
    requests.get(admin, unload, timeout=60)


def test_a_core_with_a_foreign_schema_is_refused_and_not_touched(
    given: dict[str, str], foreign_core: str, launch: Launch, place: object
) -> None:
    done = launch("run", **{**given, "CKAN_SOLR_URL": foreign_core})

    assert done.returncode == 1
    assert "结构是“library-7”，应为“ckan-2.12”" in done.stderr
    assert "Traceback" not in done.stderr
    core = requests.get(f"{foreign_core}/schema/name", timeout=10).json()
    assert core["name"] == "library-7"


def test_a_wrong_password_ends_the_start_with_one_sentence(
    given: dict[str, str], launch: Launch
) -> None:
    wrong = changed(given["CKAN_SQLALCHEMY_URL"], password="wrong")

    done = launch("run", **{**given, "CKAN_SQLALCHEMY_URL": wrong}, LANG="en_GB.UTF-8")

    assert done.returncode == 1
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert "CKAN_SQLALCHEMY_URL, refused the login" in sentence
    assert "wrong@" not in done.stderr


def test_our_own_configset_is_the_one_ckan_asks_for() -> None:
    assert schema_name(CONFIGSET) == SCHEMA


def test_a_changed_configset_is_noticed_once(tmp_path: Path) -> None:
    place = trial_place({"DONGGUAN_TEST_DATA": str(tmp_path / "data")})
    source = tmp_path / "conf"
    shutil.copytree(CONFIGSET, source)

    seen = [install_core(place, "ckan", source), install_core(place, "ckan", source)]
    (source / "protwords.txt").write_text("# another word\n")
    seen += [install_core(place, "ckan", source), install_core(place, "ckan", source)]

    assert seen == [True, False, True, False]
    assert (home(place) / "ckan" / "conf" / "protwords.txt").read_text() == "# another word\n"


@pytest.mark.parametrize(("file", "is_kept"), [("schema.xml", False), ("protwords.txt", True)])
def test_an_index_built_by_another_schema_is_built_anew(
    tmp_path: Path, file: str, is_kept: bool
) -> None:
    place = trial_place({"DONGGUAN_TEST_DATA": str(tmp_path / "data")})
    source = tmp_path / "conf"
    shutil.copytree(CONFIGSET, source)
    install_core(place, "ckan", source)
    segment = home(place) / "ckan" / "data" / "index" / "segments_1"
    segment.parent.mkdir(parents=True)
    segment.touch()
    pending(place).unlink()

    (source / file).write_text((source / file).read_text() + "\n")
    install_core(place, "ckan", source)

    assert segment.exists() is is_kept
    assert pending(place).exists()


def test_a_foreign_configset_is_refused_before_it_is_installed(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "schema.xml").write_text('<schema name="library-7"/>')
    place = trial_place({"DONGGUAN_TEST_DATA": str(tmp_path / "data")})

    with pytest.raises(Problem) as caught:
        install_core(place, "ckan", tmp_path / "conf")

    assert json.loads(json.dumps(caught.value.facts, default=str))["found"] == "library-7"
    assert not home(place).exists()
