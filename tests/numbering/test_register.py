"""The register of given codes and its settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.exceptions import CkanConfigurationException
from ckan.plugins import get_plugin

from ckanext.dongguan.numbering import register
from ckanext.dongguan.numbering.model import metadata, numbers
from ckanext.dongguan.numbering.register import Item, Objection
from ckanext.dongguan.numbering.resource_code import ResourceCode, State

Make = Callable[..., dict[str, Any]]


def test_a_reserved_number_is_lost_when_the_item_is_not_stored(portal: None) -> None:
    first = register.settle(Item(package_id="lost-1"), None, "307999/Z")
    model.Session.rollback()

    second = register.begin(Item(package_id="lost-2"), None, "307999/Z")
    model.Session.rollback()

    assert first.code != second.code
    assert register.current("lost-1") is None


def test_a_number_longer_than_seven_digits_is_written_whole(portal: None) -> None:
    before = model.Session.execute(sa.select(numbers.next_value())).scalar_one()
    model.Session.execute(sa.text("SELECT setval('dongguan.resource_code_numbers', 12345678)"))

    held = register.begin(Item(package_id="long"), None, "307999/Z")

    model.Session.rollback()
    model.Session.execute(
        sa.text("SELECT setval('dongguan.resource_code_numbers', :n)"), {"n": before}
    )
    assert held.code == "307999/Z12345679"


def test_an_objection_is_found_before_anything_is_written(portal: None) -> None:
    code = ResourceCode(text="307019/X0001")
    register.settle(Item(package_id="here"), code, "307999/Z")

    assert register.objection(Item(package_id="there"), code) is Objection.IN_USE
    assert register.objection(Item(package_id="here"), code) is None
    held = register.current("here")
    assert held is not None
    assert held.state is State.OFFICIAL
    model.Session.rollback()


def test_the_table_matches_what_the_code_believes(portal: None) -> None:
    found = sa.inspect(model.meta.engine)

    for table in metadata.sorted_tables:
        columns = found.get_columns(table.name, schema=table.schema)
        assert {c["name"] for c in columns} == {c.name for c in table.columns}


@pytest.mark.parametrize("value", ["", "307", "4", "307019/1"])
def test_a_class_code_that_the_rule_does_not_know_stops_the_start(
    portal: None, value: str
) -> None:
    option = "ckanext.dongguan.numbering.class_code"

    with pytest.raises(CkanConfigurationException, match=option):
        get_plugin("dongguan_numbering").configure({option: value})
