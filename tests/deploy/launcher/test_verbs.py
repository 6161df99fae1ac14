"""What a person reads after `make <verb>`; the launcher runs as a program of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.launcher.place import ROOT, Place, claim
from deploy.launcher.port import HOST

from .conftest import Launch


def test_a_taken_port_is_one_sentence_with_cause_and_remedy(
    place: Place, launch: Launch
) -> None:
    claim(place)
    with socket.socket() as server:
        server.bind((HOST, 0))
        server.listen()
        port = server.getsockname()[1]
        (place.data / "ports.json").write_text(json.dumps({"web": port}))

        done = launch("run")

    assert done.returncode == 1
    assert f"错误：端口 {port}（web）已被其他程序占用。" in done.stderr
    assert str(place.data / "ports.json") in done.stderr
    assert "Traceback" not in done.stderr
    assert not (place.data / "postgres").exists()


def test_a_folder_without_permission_is_one_sentence(place: Place, launch: Launch) -> None:
    place.data.parent.mkdir(exist_ok=True)
    place.data.parent.chmod(0o500)
    try:
        done = launch("run")
    finally:
        place.data.parent.chmod(0o700)

    assert done.returncode == 1
    assert f"错误：没有权限写入 {place.data}" in done.stderr
    assert "Traceback" not in done.stderr


def test_somebody_elses_folder_is_neither_used_nor_reset(place: Place, launch: Launch) -> None:
    place.data.mkdir()
    (place.data / "thesis.odt").write_text("mine")

    started, reset = launch("run"), launch("reset", YES="1")

    assert (started.returncode, reset.returncode) == (1, 1)
    assert "已有其他文件" in started.stderr
    assert "未删除任何内容" in reset.stderr
    assert (place.data / "thesis.odt").read_text() == "mine"


def test_a_reset_that_cannot_ask_deletes_nothing(place: Place, launch: Launch) -> None:
    claim(place)
    (place.data / "secrets.json").write_text("{}")

    done = launch("reset", YES="")

    assert done.returncode == 1
    assert "make reset YES=1" in done.stderr
    assert (place.data / "secrets.json").exists()


def test_a_reset_deletes_the_site_and_keeps_jars_and_tests(
    place: Place, launch: Launch
) -> None:
    claim(place)
    for name in ("jars", "test", "postgres"):
        (place.data / name).mkdir()
    (place.data / "secrets.json").write_text("{}")

    done = launch("reset", YES="1")

    assert done.returncode == 0
    assert sorted(entry.name for entry in place.data.iterdir()) == ["jars", "test"]


def test_a_reset_does_not_follow_links_out_of_the_folder(
    place: Place, launch: Launch, tmp_path: Path
) -> None:
    claim(place)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "kept").write_text("")
    (place.data / "storage").symlink_to(tmp_path / "outside")

    launch("reset", YES="1")

    assert (tmp_path / "outside" / "kept").exists()


def test_the_address_stands_alone_on_standard_output(place: Place, launch: Launch) -> None:
    claim(place)
    (place.data / "ports.json").write_text('{"web": 5123}')

    done = launch("url")

    assert done.stdout == "http://127.0.0.1:5123\n"


def test_a_reader_who_goes_away_is_no_failure(place: Place, environ: dict[str, str]) -> None:
    claim(place)
    (place.data / "ports.json").write_text('{"web": 5123}')
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [sys.executable, "-m", "deploy.launcher", "url"],
        check=False,
        cwd=ROOT,
        env={**environ, "DONGGUAN_DATA": str(place.data)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["logs", "storage"])
def test_a_subfolder_one_may_not_write_is_named(
    place: Place, launch: Launch, name: str
) -> None:
    claim(place)
    (place.data / name).mkdir()
    (place.data / name).chmod(0o500)

    done = launch("run")

    (place.data / name).chmod(0o700)
    assert done.returncode == 1
    assert f"错误：没有权限写入 {place.data / name}。" in done.stderr


@pytest.mark.parametrize("verb", ["url", "status", "logs", "ckan"])
def test_a_site_that_is_not_there_is_said(launch: Launch, verb: str) -> None:
    done = launch(verb)

    assert done.returncode == 1
    assert "make run" in done.stderr
    assert done.stdout == ""


def test_stopping_what_does_not_run_is_no_error(launch: Launch) -> None:
    done = launch("stop", LANG="en")

    assert done.returncode == 0
    assert done.stderr == "The portal is not running.\n"


def test_an_unknown_benchmark_names_the_known_ones(launch: Launch) -> None:
    done = launch("bench", NAME="nonsense", LANG="en")

    assert done.returncode == 1
    assert "no benchmark named 'nonsense'" in done.stderr
