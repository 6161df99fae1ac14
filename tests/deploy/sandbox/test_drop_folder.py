"""The drop folder: files, manifest, sums, and the mark that says it is whole."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from deploy.sandbox import drop_folder
from deploy.sandbox.scale import Scale, World

WORLD = World(seed=7, scale=Scale(items=60, firms=10))


def write(target: Path, form: str = "json", items: int = 10) -> int:
    return drop_folder.write(WORLD, target, form, items, lambda _done: None)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_manifest_lists_every_file_with_its_sum(tmp_path: Path) -> None:
    count = write(tmp_path)
    data = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))

    assert len(data["files"]) == count > 10
    assert len(data["items"]) == 10
    for row in data["files"]:
        content = (tmp_path / row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        assert len(content) == row["bytes"]
    assert "演示数据" in data["remark"]


def test_the_csv_manifest_says_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b", "csv")
    rows = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))["files"]
    with (tmp_path / "b" / "manifest.csv").open(encoding="utf-8-sig", newline="") as handle:
        listed = list(csv.DictReader(handle))

    assert listed == [{name: str(value) for name, value in row.items()} for row in rows]


def test_the_sums_file_has_the_common_form(tmp_path: Path) -> None:
    write(tmp_path)
    lines = (tmp_path / drop_folder.SUMS).read_text(encoding="utf-8").splitlines()

    for line in lines:
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest


def test_the_same_world_drops_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")

    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_an_unfinished_folder_carries_no_mark(tmp_path: Path) -> None:
    write(tmp_path)
    assert (tmp_path / drop_folder.DONE).exists()

    def stumble(_done: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        drop_folder.write(WORLD, tmp_path, "json", 5, stumble)
    assert not (tmp_path / drop_folder.DONE).exists()
