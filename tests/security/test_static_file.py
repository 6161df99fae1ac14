"""The look is served whatever becomes of the database."""

from __future__ import annotations

from typing import Any

import pytest

from ..counting import counted

MARK = "/dongguan/mark.svg"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "a-token"}])
def test_a_picture_of_the_look_asks_nothing_of_the_database(
    app: Any, headers: dict[str, str]
) -> None:
    with counted() as cost:
        answer = app.get(MARK, headers=headers)

    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert cost["ckan"] == []


def test_a_picture_that_is_not_there_is_not_found(app: Any) -> None:
    answer = app.get("/dongguan/meiyou.svg")

    assert answer.status_code == 404


def test_nobody_sends_a_body_to_a_picture(app: Any) -> None:
    answer = app.post(MARK, data={"a": "b"})

    assert answer.status_code == 405
