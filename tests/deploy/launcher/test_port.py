from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.launcher.port import HOST, NAMES, RANGE, is_free, pick, refuse_taken, site_ports
from deploy.launcher.problem import Problem

CHANCE = random.Random(1)  # noqa: S311 - ports are no secret


@pytest.fixture
def taken() -> Iterator[int]:
    """Give a port on which somebody listens."""
    with socket.socket() as server:
        server.bind((HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_every_program_gets_a_port_of_its_own() -> None:
    chosen = pick({}, {}, free=lambda _port: True, chance=CHANCE)

    assert set(chosen) == set(NAMES)
    assert len(set(chosen.values())) == len(NAMES)
    assert all(port in RANGE for port in chosen.values())


def test_the_port_people_like_is_taken_when_it_is_free() -> None:
    chosen = pick({}, {"web": 5000}, free=lambda _port: True, chance=CHANCE)

    assert chosen["web"] == 5000


def test_another_port_is_taken_when_the_liked_one_is_not_free() -> None:
    chosen = pick({}, {"web": 5000}, free=lambda port: port != 5000, chance=CHANCE)

    assert chosen["web"] in RANGE


def test_a_kept_port_stays_even_when_it_is_taken_now() -> None:
    chosen = pick({"web": 7000}, {}, free=lambda port: port != 7000, chance=CHANCE)

    assert chosen["web"] == 7000


def test_no_free_port_is_said() -> None:
    with pytest.raises(Problem, match="no_free_port"):
        pick({}, {}, free=lambda _port: False, chance=CHANCE)


def test_ports_are_the_same_at_the_next_start(tmp_path: Path) -> None:
    first = site_ports(tmp_path / "ports.json", {})

    assert site_ports(tmp_path / "ports.json", {"web": 5000}) == first


def test_sites_started_at_once_pick_different_ports(tmp_path: Path) -> None:
    pick_one = (
        "import sys; from pathlib import Path; from deploy.launcher.port import site_ports\n"
        "site_ports(Path(sys.argv[1]), {'web': 23456}); print('picked', flush=True); input()"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", pick_one, str(tmp_path / f"{name}.json")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name in "ab"
    ]
    for start in starts:
        assert start.stdout
        assert start.stdout.readline() == b"picked\n"
    first, second = (json.loads((tmp_path / f"{name}.json").read_text()) for name in "ab")
    for start in starts:
        start.communicate(b"\n")

    assert not set(first.values()) & set(second.values())


@pytest.mark.parametrize("text", ["{", '{"web": "5000"}', '{"web": 80}', '{"web": 70000}'])
def test_a_spoilt_ports_file_is_said_and_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ports.json"
    file.write_text(text)

    with pytest.raises(Problem, match="ports_unreadable"):
        site_ports(file, {})

    assert file.read_text() == text


def test_a_port_somebody_listens_on_is_not_free(taken: int) -> None:
    assert not is_free(taken)


def test_a_taken_port_is_named_with_its_program_and_file(taken: int, tmp_path: Path) -> None:
    file = tmp_path / "ports.json"
    file.write_text(json.dumps({"redis": taken}))

    with pytest.raises(Problem) as caught:
        refuse_taken({"redis": taken}, ["redis"], file)

    assert caught.value.key == "port_taken"
    assert caught.value.facts == {"port": taken, "name": "redis", "file": file}
