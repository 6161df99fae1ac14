from __future__ import annotations

import psycopg2
import pytest

from deploy.launcher.refusal import refusal, shown


def test_a_url_is_shown_without_its_password() -> None:
    assert shown("postgresql://u:secret@db/x") == "postgresql://u:***@db/x"
    assert shown("http://search/solr/ckan") == "http://search/solr/ckan"


@pytest.mark.parametrize("said", ["p%40ss", "p@ss"])
def test_no_reason_repeats_the_password(said: str) -> None:
    error = psycopg2.ProgrammingError(f'invalid dsn: missing "=" after "x://u:{said}@db/x"')

    problem = refusal("postgres", "x://u:p%40ss@db/x", error)

    assert problem.facts["reason"] == 'invalid dsn: missing "=" after "x://u:***@db/x"'


def test_what_a_library_says_for_each_try_is_said_once() -> None:
    error = psycopg2.OperationalError("FATAL: no\n\nFATAL: no\n\tIs the server running?\n")

    problem = refusal("postgres", "postgresql://db/x", error)

    assert problem.facts["reason"] == "FATAL: no Is the server running"
