"""Deliveries in a folder: whole, checked, put away."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.harvesters.difference import Outcome

from .conftest import register, run_once
from .delivered import ITEMS, copy, stored


@pytest.fixture
def drop(
    portal: None, delivered: Path, tmp_path: Path, new_name: Callable[[str], str]
) -> tuple[str, Path]:
    """Put a copy of the delivery where a source looks; give source and place."""
    helpers.call_action("dongguan_directory_prepare")
    copy(delivered, tmp_path / delivered.name)
    name = new_name("toudi")
    register(name, adapter="file-drop", address=f"file://{tmp_path}")
    return name, tmp_path


def test_a_delivery_lands_and_is_put_away_with_a_receipt(drop: tuple[str, Path]) -> None:
    source, place = drop

    dry = run_once(source, is_dry=True)
    first = run_once(source)
    second = run_once(source)

    assert dry.tally.counts == first.tally.counts
    assert first.problem is None
    assert first.tally.counts == {Outcome.ADDED: ITEMS}
    assert second.tally.counts == {}
    assert [path.name for path in place.iterdir()] == ["已处理"]
    (archived,) = (place / "已处理").iterdir()
    receipt = json.loads((archived / "回执.json").read_text(encoding="utf-8"))
    assert (receipt["done"], receipt["refused"]) == (ITEMS, {})
    assert any(package.resources for package in stored(source).values())


def test_the_same_delivery_once_more_changes_nothing(
    drop: tuple[str, Path], delivered: Path
) -> None:
    source, place = drop
    run_once(source)
    copy(delivered, place / "第2批")

    assert run_once(source).tally.counts == {Outcome.UNCHANGED: ITEMS}


def test_an_unfinished_delivery_is_not_touched(drop: tuple[str, Path]) -> None:
    source, place = drop
    (folder,) = place.iterdir()
    (folder / "完成.ok").unlink()

    result = run_once(source)

    assert result.problem is None
    assert result.tally.counts == {}
    assert (folder / "manifest.json").exists()


def test_a_manifest_in_gb18030_is_read(drop: tuple[str, Path]) -> None:
    source, place = drop
    manifest = next(place.glob("*/manifest.json"))
    manifest.write_bytes(manifest.read_text(encoding="utf-8").encode("gb18030"))

    assert run_once(source).tally.counts == {Outcome.ADDED: ITEMS}


def change(manifest: Path, **values: Any) -> None:
    data = json.loads(manifest.read_text(encoding="utf-8"))
    for file in data["files"]:
        file.update(values)
    manifest.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(
    ("values", "word"),
    [({"sha256": "0" * 64}, "校验值不符"), ({"file": "../../etc/passwd"}, "读不出")],
)
def test_files_that_are_not_what_the_manifest_says_are_refused_by_record(
    drop: tuple[str, Path], values: dict[str, str], word: str
) -> None:
    source, place = drop
    change(next(place.glob("*/manifest.json")), **values)

    result = run_once(source)

    refused = [fault for fault in result.tally.faults if word in fault.cause]
    assert refused
    assert result.tally.total == ITEMS
    assert not any(package.resources for package in stored(source).values())


def test_a_broken_manifest_ends_the_run_and_stays_where_it_is(drop: tuple[str, Path]) -> None:
    source, place = drop
    manifest = next(place.glob("*/manifest.json"))
    manifest.write_text(manifest.read_text(encoding="utf-8")[:-200], encoding="utf-8")

    result = run_once(source)

    assert result.problem
    assert "清单" in result.problem.cause
    assert manifest.exists()


def test_a_zip_is_a_delivery_and_half_a_zip_is_none(
    drop: tuple[str, Path], delivered: Path
) -> None:
    source, place = drop
    subprocess.run(["rm", "-r", place / delivered.name], check=True)
    whole = place / "第3批.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in delivered.rglob("*"):
            archive.write(path, path.relative_to(delivered))
    (place / "第4批.zip").write_bytes(whole.read_bytes()[:-500])

    result = run_once(source)

    assert result.problem is None
    assert result.tally.counts == {Outcome.ADDED: ITEMS}
    assert (place / "第4批.zip").exists()
    assert not whole.exists()


def test_a_zip_bomb_is_not_unpacked(drop: tuple[str, Path]) -> None:
    source, place = drop
    with zipfile.ZipFile(place / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * 50_000_000)

    result = run_once(source)

    assert result.problem
    assert "炸弹" in result.problem.remedy


@pytest.mark.shared
def test_the_catalogue_of_foshan_comes_in_whole_and_a_second_time_nothing_changes(
    portal: None, shared: Path, tmp_path: Path, new_name: Callable[[str], str]
) -> None:
    if not model.Group.by_name("sample-foshan-2018"):
        factories.Organization(name="sample-foshan-2018", title="样例：佛山市（2018）")
    folder = tmp_path / "佛山"
    folder.mkdir()
    catalogue = shared / "samples" / "foshan_catalogue_2018.xlsx"
    (folder / "目录.xlsx").write_bytes(catalogue.read_bytes())
    (folder / "完成.ok").touch()
    source = new_name("foshan")
    options = {"layout": "foshan_2018", "archive": ""}
    register(source, adapter="file-drop", address=f"file://{tmp_path}", options=options)

    first = run_once(source)
    second = run_once(source)

    assert first.tally.total == 392
    assert first.tally.counts[Outcome.ADDED] + first.tally.counts[Outcome.FAILED] == 392
    assert first.tally.counts[Outcome.FAILED] < 12, first.tally.faults[:3]
    assert second.tally.counts[Outcome.CHANGED] == second.tally.counts[Outcome.ADDED] == 0
