from __future__ import annotations

import stat
from configparser import ConfigParser, RawConfigParser
from pathlib import Path

import pytest

from deploy.launcher import choice
from deploy.launcher.key import KeyRing
from deploy.launcher.place import Place, claim
from deploy.launcher.settings import settings, write_settings
from deploy.launcher.site import read_site
from deploy.launcher.surroundings import MARK, surroundings


def test_a_secret_is_made_once_and_only_its_owner_reads_it(place: Place) -> None:
    claim(place)
    keys = KeyRing(file=place.data / "secrets.json")

    first = keys.get("redis")

    assert KeyRing(file=keys.file).get("redis") == first
    assert len(first) >= 32
    assert keys.get("postgres") != first
    assert stat.S_IMODE(keys.file.stat().st_mode) == 0o600


def test_two_sites_have_different_secrets(place: Place, tmp_path: object) -> None:
    claim(place)
    rings = [KeyRing(file=place.data / name) for name in ("a.json", "b.json")]

    assert rings[0].get("ckan.secret") != rings[1].get("ckan.secret")


def test_a_service_the_site_brings_is_not_started(place: Place) -> None:
    claim(place)

    site = read_site(place, {"CKAN_REDIS_URL": "redis://:x@example:6379/3"})

    assert site.own == ["postgres", "solr"]
    assert site.redis_url() == "redis://:x@example:6379/3"


def test_a_given_service_is_remembered_until_it_is_taken_back(place: Place) -> None:
    claim(place)
    first = read_site(place, {"CKAN_SOLR_URL": "http://search/solr/ckan"})
    choice.keep(place.data, first.choices)

    later = read_site(place, {})
    back = read_site(place, {"CKAN_SOLR_URL": ""})

    assert later.solr_url() == "http://search/solr/ckan"
    assert "solr" in back.own
    assert stat.S_IMODE((place.data / "choices.json").stat().st_mode) == 0o600


def test_a_decision_is_not_kept_before_a_start_accepted_it(place: Place) -> None:
    claim(place)
    read_site(place, {"CKAN_SOLR_URL": "http://typo/solr/ckan"})

    later = read_site(place, {})

    assert "solr" in later.own


def test_a_site_without_demo_data_stays_one(place: Place) -> None:
    claim(place)
    bare = {"DONGGUAN_DEMO": "0", "DONGGUAN_SITE_URL": "https://data.dg.example"}
    choice.keep(place.data, read_site(place, bare).choices)

    later = settings(read_site(place, {}))
    changed = settings(read_site(place, {"DONGGUAN_DEMO": "1"}))

    assert later["ckan.site_url"] == "https://data.dg.example"
    assert "ckanext.dongguan.demonstration" not in later
    assert changed["ckanext.dongguan.demonstration"] == "true"


def test_the_settings_file_says_each_key_once_and_keeps_its_secrets(place: Place) -> None:
    claim(place)
    given = {"CKAN_REDIS_URL": "redis://:p%40ss@cache/0"}

    write_settings(read_site(place, given))

    parser = ConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(place.ini)
    assert parser["app:main"]["ckan.redis.url"] == "redis://:p%40ss@cache/0"
    assert len(parser["app:main"]["SECRET_KEY"]) > 60
    assert stat.S_IMODE(place.ini.stat().st_mode) == 0o600


def test_a_persons_command_tells_warnings_alone_with_the_settings_of_the_site(
    place: Place,
) -> None:
    claim(place)

    write_settings(read_site(place, {"CKAN_REDIS_URL": "redis://:x@cache/0"}))

    parser = RawConfigParser(strict=True)
    parser.read(place.quiet_ini)
    levels = {name: parser[name]["level"] for name in parser.sections() if "logger_" in name}
    assert parser["app:main"]["use"] == f"config:{place.ini}"
    assert levels == dict.fromkeys(("logger_root", "logger_ckan", "logger_ckanext"), "WARNING")
    assert parser["handler_console"]["args"] == "(sys.stderr,)"


def test_a_stray_variable_does_not_reach_the_programs(place: Place) -> None:
    person = {
        "CKAN_SQLALCHEMY_URL": "postgresql://elsewhere/",
        "PATH": "/bin",
        "HTTPS_PROXY": "p",
    }

    found = surroundings(place, person)

    assert "CKAN_SQLALCHEMY_URL" not in found
    assert found["HTTPS_PROXY"] == "p"
    assert found["CKAN_INI"] == str(place.ini)
    assert found[MARK] == str(place.data)


def test_a_person_without_a_home_gets_one_in_the_data_folder(place: Place) -> None:
    assert surroundings(place, {"HOME": "/nowhere"})["HOME"] == str(place.data / "home")
    assert surroundings(place, {"HOME": "/tmp"})["HOME"] == "/tmp"  # noqa: S108


def test_programs_trust_whom_the_machine_trusts(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "city.pem"
    bundle.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))

    by_machine = surroundings(place, {})
    by_person = surroundings(place, {"REQUESTS_CA_BUNDLE": "/etc/own.pem"})

    assert by_machine["REQUESTS_CA_BUNDLE"] == str(bundle)
    assert by_person["REQUESTS_CA_BUNDLE"] == "/etc/own.pem"
