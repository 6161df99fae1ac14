"""Statements that may change a page are told from those that cannot."""

from __future__ import annotations

import pytest

from ckanext.dongguan.cache.statement import changes_pages

QUIET = {"api_token", "dongguan.job_runs", "user:last_active"}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO package (id) VALUES (1)",
        'UPDATE "group" SET title = 1',
        "\n  delete from dongguan.index_outbox WHERE id = 1",
        "UPDATE other.job_runs SET a = 1",
        "WITH old AS (SELECT 1) UPDATE package SET name = 1",
        "WITH gone AS (DELETE FROM package RETURNING id) SELECT id FROM gone",
        "COPY dongguan.plan FROM STDIN",
        "ALTER TABLE package ADD COLUMN a int",
        "TRUNCATE package",
        'UPDATE "user" SET fullname=%(fullname)s WHERE "user".id = 1',
        'UPDATE "user" SET last_active=%(a)s, fullname=%(b)s WHERE "user".id = 1',
    ],
)
def test_a_statement_that_writes_changes_pages(statement: str) -> None:
    assert changes_pages(statement, QUIET)


@pytest.mark.parametrize(
    "statement",
    [
        "WITH anon_1 AS (SELECT updated FROM resource) SELECT count(*) FROM anon_1",
        "SELECT 1",
        "  select pg_advisory_lock(1)",
        "SAVEPOINT a",
        "SET LOCAL lock_timeout = 1",
        "UPDATE api_token SET last_access = 1",
        'INSERT INTO "dongguan"."job_runs" (id) VALUES (1)',
        "DELETE FROM dongguan.job_runs WHERE id = 1",
        'UPDATE "user" SET last_active=%(last_active)s WHERE "user".id = %(user_id)s',
    ],
)
def test_a_statement_that_reads_or_writes_quietly_changes_none(statement: str) -> None:
    assert not changes_pages(statement, QUIET)
