"""The sheets of styles in the repository are those that their sources give."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from deploy import styles

SHEETS = list(styles.sheets())


@pytest.mark.parametrize(("source", "target"), SHEETS, ids=lambda one: one.stem)
def test_a_built_sheet_is_what_its_source_gives(source: Path, target: Path) -> None:
    """Red: run `python -m deploy.styles` and commit what it builds."""
    assert target.read_text(encoding="utf-8") == styles.built(source)


def test_every_part_of_the_look_is_in_it() -> None:
    folder = styles.ROOMS / "assets" / "styles"
    text = (folder / styles.LOOK).read_text(encoding="utf-8")

    parts = {file.name for file in folder.glob("*.css")} - {styles.LOOK}

    assert {name for name in parts if f'"{name}"' not in text} == set()


def test_pages_are_dressed_in_built_sheets_only() -> None:
    lists = [yaml.safe_load(file.read_text()) for file in styles.ROOMS.glob("**/webassets.yml")]
    named = {
        name for one in lists for bundle in one.values() for name in bundle["contents"]
        if name.endswith(".css")
    }  # fmt: skip

    assert named == {f"built/{target.name}" for _source, target in SHEETS}
