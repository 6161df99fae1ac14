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
from ckanext.dongguan.numbering.register import Asked, CodeRefusedError, Item, Objection
from ckanext.dongguan.numbering.resource_code import ResourceCode, State

from ..counting import tallied

Make = Callable[..., dict[str, Any]]


def asked(package_id: str, code: ResourceCode | None = None) -> Asked:
    return Asked(item=Item(package_id=package_id), wanted=code, stem="307999/Z")


def test_a_reserved_number_is_lost_when_the_item_is_not_stored(portal: None) -> None:
    first = register.settle(asked("lost-1"))
    model.Session.rollback()

    (second,) = register.begin([asked("lost-2")])
    model.Session.rollback()

    assert first.code != second.code
    assert register.current("lost-1") is None


def test_a_number_longer_than_seven_digits_is_written_whole(portal: None) -> None:
    before = model.Session.execute(sa.select(numbers.next_value())).scalar_one()
    model.Session.execute(sa.text("SELECT setval('dongguan.resource_code_numbers', 12345678)"))

    (held,) = register.begin([asked("long")])

    model.Session.rollback()
    model.Session.execute(
        sa.text("SELECT setval('dongguan.resource_code_numbers', :n)"), {"n": before}
    )
    assert held.code == "307999/Z12345679"


def test_new_items_get_their_codes_in_one_statement(
    portal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = ResourceCode(text="307019/X0002")
    wishes = [asked("set-1"), asked("set-2", code), asked("set-3")]

    with tallied(monkeypatch) as tally:
        first, second, third = register.begin(wishes)

    model.Session.rollback()
    assert tally["sql"] == 1
    assert (second.code, second.state) == (code.text, State.OFFICIAL)
    assert first.state is third.state is State.PROVISIONAL
    assert first.code.startswith("307999/Z")
    assert first.code != third.code


def test_of_a_set_only_who_asks_for_a_held_code_is_refused(portal: None) -> None:
    code = ResourceCode(text="307019/X0003")
    register.settle(asked("holder", code))

    with pytest.raises(CodeRefusedError) as refused:
        register.begin([asked("set-4"), asked("set-5", code)])

    model.Session.rollback()
    assert refused.value.code == code.text


def test_an_item_of_a_set_that_has_a_code_already_keeps_it(portal: None) -> None:
    before = register.settle(asked("old"))

    again, new = register.begin([asked("old"), asked("young")])

    model.Session.rollback()
    assert again.code == before.code
    assert new.code != before.code


def test_an_objection_is_found_before_anything_is_written(portal: None) -> None:
    code = ResourceCode(text="307019/X0001")
    register.settle(asked("here", code))

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
