"""Fixtures of the room `audit`: names that no earlier run has used, and people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.audit.model import entries


def write(user: str = "", **data: Any) -> None:
    """Write one row in somebody's name."""
    helpers.call_action("dongguan_audit_write", {"user": user}, **data)


def rows(dataset: str) -> list[Any]:
    """Read what is committed, over a connection of its own."""
    with model.meta.engine.connect() as connection:
        query = sa.select(entries).where(entries.c.dataset == dataset).order_by(entries.c.id)
        return list(connection.execute(query))


def read(auditor: dict[str, Any], **asked: Any) -> dict[str, Any]:
    """Ask for rows in an auditor's name."""
    context = {"user": auditor["name"], "ignore_auth": False}
    return dict(helpers.call_action("dongguan_audit_list", context, **asked))


@pytest.fixture
def unknown() -> str:
    """Name a dataset that no earlier run of the tests has named: the log forgets nothing."""
    return f"audit-{uuid.uuid4()}"


@pytest.fixture
def auditor(holder: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """Give an auditor with an API token."""
    return holder("auditor")


@pytest.fixture
def auditor_browser(signed_in: Callable[..., Any], auditor: dict[str, Any]) -> Any:
    """Give the browser of an auditor who is signed in."""
    return signed_in(auditor)
