"""What the databases must guarantee, asked of real ones; and that a real start stops."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest

from ckanext.dongguan.security import foundation, settings
from deploy.launcher import postgres, trial
from deploy.launcher.port import site_ports
from deploy.launcher.site import Site, without_given

ROOT = Path(__file__).resolve().parents[2]
NAME = "dongguan_bare_site"


@pytest.fixture
def services() -> Site:
    """Give the test services, whose superuser is known."""
    if "DONGGUAN_TEST_SERVICES" not in os.environ:
        pytest.skip("make test starts a PostgreSQL whose superuser is known")
    place = trial.trial_place(os.environ)
    return without_given(place, site_ports(place.data / "ports.json", {}))


@pytest.fixture
def superuser(services: Site) -> Iterator[Any]:
    with postgres.session(services.superuser_url) as cursor:
        yield cursor


@pytest.fixture
def bare(services: Site, superuser: Any) -> Iterator[str]:
    """Give a database that belongs to its role and has no audit log."""
    superuser.execute(f"DROP DATABASE IF EXISTS {NAME}")
    postgres.ensure_role(superuser, NAME, services.keys.get(f"postgres.{NAME}"))
    postgres.ensure_database(superuser, NAME, NAME)

    yield services.database_url(NAME, NAME)
    superuser.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
    superuser.execute(f"DROP OWNED BY {NAME}; DROP ROLE {NAME}")


@pytest.fixture
def said(portal: None) -> Callable[..., list[str]]:
    """Ask about the tests' own configuration, with changes."""
    table = settings.load()

    def ask(language: str = "zh", **changes: Any) -> list[str]:
        config = {**tk.config, **{k.replace("__", "."): v for k, v in changes.items()}}
        return list(foundation.sentences(config, table, language))

    return ask


def test_the_databases_that_the_launcher_makes_are_in_order(said: Callable[..., Any]) -> None:
    assert said() == []


def test_a_database_without_a_guarded_log_is_refused_with_the_command(
    said: Callable[..., Any], bare: str
) -> None:
    (sentence,) = said(sqlalchemy__url=bare)
    (english,) = said("en", sqlalchemy__url=bare)

    assert "审计日志没有得到保护" in sentence
    assert f"psql -U postgres -d {NAME} -v application={NAME} -f " in sentence
    assert "not guarded" in english


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("GRANT UPDATE ON dongguan_audit.entries TO {role}", "update"),
        ("GRANT UPDATE (reason) ON dongguan_audit.entries TO {role}", "update"),
        ("GRANT DELETE ON dongguan_audit.entries TO {role}", "delete"),
        ("GRANT TRUNCATE ON dongguan_audit.entries TO {role}", "truncate"),
        ("GRANT TRIGGER ON dongguan_audit.entries TO {role}", "trigger"),
        ("GRANT INSERT ON dongguan_audit.entries TO {role}", "backdate"),
        ("ALTER TABLE dongguan_audit.entries OWNER TO {role}", "owner"),
        ("ALTER SCHEMA dongguan_audit OWNER TO {role}", "schema_owner"),
        ("ALTER DATABASE {role} OWNER TO {role}", "database_owner"),
        ("GRANT dongguan_audit TO {role}", "owner"),
        ("ALTER ROLE {role} SUPERUSER", "superuser"),
        ("REVOKE SELECT ON dongguan_audit.entries FROM {role}", "no-read"),
        ("ALTER TABLE dongguan_audit.entries DROP COLUMN rule", "no-columns"),
    ],
)
def test_each_power_too_many_is_found_in_a_real_database(
    said: Callable[..., Any], bare: str, services: Site, statement: str, fault: str
) -> None:
    postgres.keep_audit(services.superuser_url, NAME, NAME, os.environ)
    assert said(sqlalchemy__url=bare) == []
    inside = services.superuser_url.rpartition("/")[0] + f"/{NAME}"

    with postgres.session(inside) as cursor:
        cursor.execute(statement.format(role=NAME))
    found = said(sqlalchemy__url=bare)
    with postgres.session(inside) as cursor:
        cursor.execute(f"REVOKE dongguan_audit FROM {NAME}")

    assert len(found) == 1
    assert fault in found[0].partition("（")[2].partition("）")[0].split()


def test_a_reading_role_that_writes_is_refused(said: Callable[..., Any]) -> None:
    writing = tk.config["ckan.datastore.write_url"]

    found = said(ckan__datastore__read_url=writing)

    assert any("能改动数据" in sentence for sentence in found)
    assert any("同一个角色" in sentence for sentence in found)


def test_tables_in_the_portal_s_own_database_are_refused(said: Callable[..., Any]) -> None:
    main = tk.config["sqlalchemy.url"]

    found = said(ckan__datastore__read_url=main, ckan__datastore__write_url=main)

    assert any("共用数据库" in sentence for sentence in found)


def test_without_a_datastore_nothing_is_asked_of_it(said: Callable[..., Any]) -> None:
    assert said(ckan__datastore__read_url="", ckan__datastore__write_url="") == []


def test_a_database_that_does_not_answer_is_refused(
    said: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foundation, "_PATIENCE_SECONDS", 0)

    (sentence,) = said(sqlalchemy__url="postgresql://u:p@127.0.0.1:9/x")

    assert "无法连接数据库" in sentence


def test_a_database_that_comes_up_a_little_later_is_waited_for(
    portal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([foundation.OperationalError("", {}, OSError()), {"role": "x"}])

    def answer(_engine: Any, _question: str) -> Any:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(foundation, "_answer", answer)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)

    assert foundation.ask(tk.config["sqlalchemy.url"], "") == {"role": "x"}


START = "from ckan.cli import load_config; from ckan.config.middleware import make_app; "


def started(tmp_path: Path, **settings_of_site: str) -> subprocess.CompletedProcess[str]:
    """Load the portal in a process of its own as its web server does, in production."""
    given = {
        "SECRET_KEY": "k9Qx2vB7nR4tW8yZ1mC5pL3s",
        "ckan.site_url": "http://127.0.0.1:5000",
        "ckan.storage_path": str(tmp_path),
        **{name.replace("__", "."): value for name, value in settings_of_site.items()},
    }
    ini = tmp_path / "site.ini"
    lines = [f"{name} = {value.replace('%', '%%')}" for name, value in given.items()]
    text = f"[app:main]\nuse = config:{ROOT}/config/site.ini\n" + "\n".join(lines)
    ini.write_text(text, encoding="utf-8")
    code = f"{START} make_app(load_config({str(ini)!r})); print('serves')"
    environ = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONPATH": str(ROOT)}
    for name, option in (("CKAN_SQLALCHEMY_URL", "sqlalchemy.url"),):
        if option in given:
            environ[name] = given[option]
    return subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False
    )


def test_a_real_start_in_production_goes_well(
    services: Site, portal: None, tmp_path: Path
) -> None:
    done = started(tmp_path)

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip().endswith("serves")


def test_a_real_start_in_production_stops_at_bad_settings_and_tells_them_all(
    services: Site, portal: None, tmp_path: Path
) -> None:
    bad = {"debug": "true", "ckan__site_url": "http://data.example.gov.cn"}

    done = started(tmp_path, SECRET_KEY="not-a-secret-only-the-tests-ever-use-it", **bad)

    assert done.returncode != 0
    for cause in ("配置项 debug", "配置项 SECRET_KEY", "未加密连接"):
        assert cause in done.stderr
    assert "serves" not in done.stdout


def test_a_real_start_in_production_stops_at_an_unguarded_log(
    bare: str, portal: None, tmp_path: Path
) -> None:
    done = started(tmp_path, sqlalchemy__url=bare)

    assert done.returncode != 0
    assert "审计日志没有得到保护" in done.stderr
