"""The commands: what they write, and one sentence when they cannot."""

from __future__ import annotations

import json
import socket
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy.sandbox import folder as folders
from deploy.sandbox.cli import main
from deploy.sandbox.scale import Scale, World


def run(*arguments: object, language: str = "zh_CN.UTF-8") -> Result:
    return CliRunner(env={"LANG": language}).invoke(main, [str(word) for word in arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_generate_writes_which_world_it_is(tmp_path: Path) -> None:
    result = run(
        "generate", "--folder", tmp_path / "s", "--seed", 5, "--scale", "items=9,firms=4"
    )

    assert result.exit_code == 0
    assert "目录 9 项" in result.output
    assert folders.read_world(tmp_path / "s") == World(seed=5, scale=Scale(items=9, firms=4))


def test_an_export_is_the_same_twice(tmp_path: Path) -> None:
    for name in "ab":
        folder = tmp_path / name
        assert run("generate", "--folder", folder, "--scale", "0.02", "--export").exit_code == 0
    found = contents(tmp_path / "a")

    assert found == contents(tmp_path / "b")
    assert {"catalog.ndjson", "firms.ndjson.gz", "sandbox.json"} < set(found)
    assert len(found["catalog.ndjson"].splitlines()) == 24


def test_a_wrong_scale_writes_nothing(tmp_path: Path) -> None:
    result = run("generate", "--folder", tmp_path / "s", "--scale", "huge")

    assert result.exit_code == 1
    assert "规模 huge 看不懂" in result.output
    assert not (tmp_path / "s").exists()


def test_advance_moves_the_folder_on(tmp_path: Path) -> None:
    run("generate", "--folder", tmp_path)

    assert "第 3 天" in run("advance", "--folder", tmp_path, "--days", 3).output
    assert folders.read_world(tmp_path).day == 3


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", '{"seed": 1, "items": 0, "firms": 1, "day": 0}']
)
def test_a_folder_without_a_sandbox_is_said(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "sandbox.json").write_text(content, encoding="utf-8")
    result = run("advance", "--folder", tmp_path)

    assert result.exit_code == 1
    assert "找不到可用的沙箱" in result.output
    assert "No usable sandbox" in run("advance", "--folder", tmp_path, language="en_US").output


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        result = run("serve", "sharing", "--folder", tmp_path, "--port", port)

    assert result.exit_code == 1
    assert f"端口 127.0.0.1:{port} 已被占用" in result.output


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("generate", "--folder", tmp_path / "file" / "s")

    assert result.exit_code == 1
    assert "无法写入" in result.output


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    run("generate", "--folder", tmp_path, "--scale", "0.01")
    url = "postgresql://nobody@127.0.0.1:1/none"
    result = run("exchange", "load", "--folder", tmp_path, "--database-url", url)

    assert result.exit_code == 1
    assert "数据库不可用" in result.output
    assert "Traceback" not in result.output


def test_a_drop_folder_is_written_by_command(tmp_path: Path) -> None:
    run("generate", "--folder", tmp_path / "s", "--scale", "0.05")
    options = ("--folder", tmp_path / "s", "--target", tmp_path / "d", "--items", 2)

    assert run("drop-folder", *options, "--manifest", "csv").exit_code == 0
    assert (tmp_path / "d" / "manifest.csv").exists()


def test_a_server_that_does_not_answer_is_said() -> None:
    result = run("misbehave", "slow", "--url", "http://127.0.0.1:1")

    assert result.exit_code == 1
    assert "没有应答" in result.output


def test_credentials_are_made_once_and_are_private(tmp_path: Path) -> None:
    first = folders.credentials(tmp_path)
    path = tmp_path / "credentials.json"

    assert folders.credentials(tmp_path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text(encoding="utf-8")) == first
    assert folders.credentials(tmp_path / "other") != first
