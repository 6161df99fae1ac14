"""What an action looks up: nonsense in a question is told, never an error of the portal."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

from .conftest import Remote


@pytest.mark.parametrize(
    ("action", "field"),
    [
        ("dongguan_harvest_source_preview", "most"),
        ("dongguan_harvest_run_list", "limit"),
        ("dongguan_harvest_fault_list", "offset"),
        ("dongguan_harvest_waiting_list", "limit"),
    ],
)
@pytest.mark.parametrize("value", ["很多", "-1", "nan"])
def test_a_number_that_is_none_is_told_at_its_field(
    remote: Remote, action: str, field: str, value: str
) -> None:
    asked = {"name": remote.source, "source": remote.source, field: value}

    with pytest.raises(tk.ValidationError, match=field):
        helpers.call_action(action, **asked)


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("dongguan_harvest_source_show", {"name": "\0"}),
        ("dongguan_harvest_run_show", {"id": "\0"}),
        ("dongguan_harvest_opening_give", {"source": "\0", "remote_id": "\0"}),
    ],
)
def test_a_name_that_no_database_holds_is_not_found(
    portal: None, action: str, asked: dict[str, Any]
) -> None:
    with pytest.raises(tk.ObjectNotFound):
        helpers.call_action(action, **asked)
