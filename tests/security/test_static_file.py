"""The look is served whatever becomes of the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model

MARK = "/dongguan/mark.svg"


@pytest.fixture
def statements(app: Any) -> Iterator[list[str]]:
    """Collect what is asked of the database."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(model.meta.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "a-token"}])
def test_a_picture_of_the_look_asks_nothing_of_the_database(
    app: Any, statements: list[str], headers: dict[str, str]
) -> None:
    answer = app.get(MARK, headers=headers)

    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert statements == []


def test_a_picture_that_is_not_there_is_not_found(app: Any) -> None:
    answer = app.get("/dongguan/meiyou.svg")

    assert answer.status_code == 404


def test_nobody_sends_a_body_to_a_picture(app: Any) -> None:
    answer = app.post(MARK, data={"a": "b"})

    assert answer.status_code == 405
