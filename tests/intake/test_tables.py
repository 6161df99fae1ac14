"""The rooms' tables stand beside CKAN's and do not disturb its own check."""

from __future__ import annotations

from ckan import model
from ckan.cli.cli import ckan
from ckan.common import config
from ckan.tests import helpers
from sqlalchemy import inspect

from ckanext.dongguan.intake.model import metadata


def test_ckan_finds_its_database_as_it_should_be(portal: None) -> None:
    runner = helpers.CKANCliRunner(env={"CKAN_INI": config["__file__"]})

    result = runner.invoke(ckan, ["db", "check"])

    assert result.exit_code == 0, result.output
    assert "remove_table" not in result.output


def test_the_tables_of_the_room_match_what_the_code_believes(portal: None) -> None:
    found = inspect(model.meta.engine)

    for table in metadata.sorted_tables:
        names = {
            column["name"] for column in found.get_columns(table.name, schema=table.schema)
        }
        assert names == {column.name for column in table.columns}
