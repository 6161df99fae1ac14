"""The rooms' tables stand beside CKAN's and do not disturb its own check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ckan import model
from ckan.common import config
from sqlalchemy import inspect

from ckanext.dongguan.intake.model import metadata


def test_ckan_finds_its_database_as_it_should_be(portal: None) -> None:
    # A process of its own: tests load models of plugins that the site does not use.
    command = [Path(sys.executable).with_name("ckan"), "-c", config["__file__"], "db", "check"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    assert "up to date" in done.stdout


def test_the_tables_of_the_room_match_what_the_code_believes(portal: None) -> None:
    found = inspect(model.meta.engine)

    for table in metadata.sorted_tables:
        names = {
            column["name"] for column in found.get_columns(table.name, schema=table.schema)
        }
        assert names == {column.name for column in table.columns}
