from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from alembic.config import Config
from sqlalchemy import create_engine, text

from deploy.launcher import postgres
from deploy.launcher.key import KeyRing
from deploy.launcher.passfile import carried
from deploy.launcher.trial import trial_place

PASSWORD = "right p@ss: 100%\\厚街"


def test_a_url_without_a_percent_sign_stays_as_it_is(tmp_path: Path) -> None:
    for url in ("postgresql://u:secret@db:5432/x", "postgresql:///x?host=/run/postgresql"):
        assert carried(url, tmp_path / "pgpass") == url

    assert not (tmp_path / "pgpass").exists()


@pytest.mark.stack
def test_any_password_reaches_alembic_and_postgresql(
    given: dict[str, str], tmp_path: Path
) -> None:
    port = urlsplit(given["CKAN_SQLALCHEMY_URL"]).port or 0
    keys = KeyRing(file=trial_place(os.environ).data / "secrets.json")
    superuser = postgres.address("postgres", keys.get("postgres"), port, "postgres")
    url = postgres.address("picky", quote(PASSWORD, safe=""), port, "postgres")
    file = tmp_path / "pgpass"

    with postgres.session(superuser) as cursor:
        postgres.ensure_role(cursor, "picky", PASSWORD)
        cursor.execute("GRANT CONNECT ON DATABASE postgres TO picky")
        try:
            settings = Config()
            settings.set_main_option("sqlalchemy.url", carried(url, file))
            with create_engine(settings.get_main_option("sqlalchemy.url") or "").connect() as c:
                found = c.execute(text("SELECT current_user")).scalar()
        finally:
            cursor.execute("REVOKE CONNECT ON DATABASE postgres FROM picky")
            cursor.execute("DROP ROLE picky")

    assert found == "picky"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
