"""A site of an older release: every dataset it has gets its code."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model

import ckanext.dongguan.numbering as room

VERSIONS = Path(room.__file__).parents[1] / "migration" / "dongguan" / "versions"
Make = Callable[..., dict[str, Any]]


@pytest.fixture
def migration() -> Any:
    spec = importlib.util.spec_from_file_location("m", VERSIONS / "007_resource_codes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def older(portal: None) -> Iterator[Any]:
    """Give a connection of which nothing is kept."""
    with model.meta.engine.connect() as connection:
        yield connection
        connection.rollback()


def set_code(connection: Any, dataset: dict[str, Any], code: str, day: str) -> None:
    connection.execute(
        sa.text(
            "UPDATE package SET metadata_created = :day, extras = (extras "
            "- 'resource_code' - 'resource_code_state') "
            "|| jsonb_build_object('resource_code', CAST(:code AS text)) WHERE id = :id"
        ),
        {"id": dataset["id"], "code": code, "day": day},
    )


def test_codes_are_entered_doubles_and_gaps_get_provisional_ones(
    dataset: Make, older: Any, migration: Any
) -> None:
    first, double, bad, without = (dataset() for _ in range(4))
    older.execute(sa.text("DELETE FROM dongguan.resource_codes"))
    set_code(older, first, "307019/M00001", "2020-01-01")
    set_code(older, double, "307019m00001", "2021-01-01")
    set_code(older, bad, "公交01", "2021-01-01")
    set_code(older, without, "", "2021-01-01")

    for statement in (migration.REGISTER, migration.ALLOCATE, migration.WRITE, migration.NOTE):
        older.execute(sa.text(statement))

    stored = dict(older.execute(sa.text("SELECT id, extras FROM package")).all())
    codes = [stored[d["id"]]["resource_code"] for d in (first, double, bad, without)]
    states = [stored[d["id"]]["resource_code_state"] for d in (first, double, bad, without)]
    assert codes[0] == "307019/M00001"
    assert states == ["official", "provisional", "provisional", "provisional"]
    assert len(set(codes)) == 4
    assert all(code.startswith("307999/Z") for code in codes[1:])
    waiting = older.execute(sa.text("SELECT count(*) FROM dongguan.index_outbox")).scalar_one()
    assert waiting >= 4
