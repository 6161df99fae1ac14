"""Deliveries on an SFTP server and in a bucket, by the real protocols and in turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ckan.common import config
from ckan.tests import helpers

from ckanext.dongguan.harvest import runs, turns
from ckanext.dongguan.harvesters.difference import Outcome

from .conftest import register, run_once
from .delivered import ITEMS, copy

PER_SECOND = 40
LIMITS = {"private": True, "calls_per_second": PER_SECOND}


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "credentials"
    folder.mkdir()
    monkeypatch.setitem(config, "ckanext.dongguan.harvest.credentials_folder", str(folder))
    return folder


def test_a_bucket_is_a_place_for_deliveries(
    portal: None,
    delivered: Path,
    secrets: Path,
    new_name: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from moto.server import ThreadedMotoServer

    helpers.call_action("dongguan_directory_prepare")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    (secrets / "s3.json").write_text('{"access_key": "a", "secret_key": "b"}', encoding="utf-8")
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    try:
        upload(endpoint, delivered)
        heard = listening(server)
        source = new_name("tong")
        register(
            source, adapter="file-drop", address="s3://inbox", credentials="s3.json",
            options={"endpoint": endpoint}, limits=LIMITS,
        )  # fmt: skip
        began = booked(f"{host}:{port}")

        first, second = run_once(source), run_once(source)
    finally:
        server.stop()

    assert first.problem is None
    assert first.tally.counts == {Outcome.ADDED: ITEMS}
    assert second.problem is None
    assert second.tally.counts == {}
    assert_in_turn(heard, began)
    assert told_cost(source) == len(heard)


def listening(server: Any) -> list[float]:
    """Note when each request comes to a server."""
    answer, heard = server._server.app, list[float]()

    def noting(environ: Any, start_response: Any) -> Any:
        heard.append(time.monotonic())
        return answer(environ, start_response)

    server._server.app = noting
    return heard


def booked(host: str) -> float:
    """Have another run keep the host for a second; give when that began."""
    began = time.monotonic()
    turns.turn(host, 1.0)
    return began


def assert_in_turn(heard: list[float], began: float) -> None:
    # A busy machine only makes a call later: none comes before its turn.
    assert len(heard) > 2 * ITEMS
    for number, instant in enumerate(sorted(heard)):
        assert instant - began >= 1.0 + number / PER_SECOND


def told_cost(source: str) -> int:
    """Add up what the runs of a source say of their requests."""
    return sum(run["cost"]["requests"] for run in runs.latest(source, 2))


def upload(endpoint: str, delivered: Path) -> None:
    import boto3

    client = boto3.client(
        "s3", endpoint_url=endpoint, aws_access_key_id="a", aws_secret_access_key="b"
    )
    client.create_bucket(Bucket="inbox")
    for path in sorted(delivered.rglob("*")):
        if path.is_file():
            key = f"{delivered.name}/{path.relative_to(delivered)}"
            client.put_object(Bucket="inbox", Key=key, Body=path.read_bytes())


def test_an_sftp_server_is_a_place_for_deliveries(
    portal: None, delivered: Path, secrets: Path, tmp_path: Path, new_name: Callable[[str], str]
) -> None:
    from .sftp_server import served

    helpers.call_action("dongguan_directory_prepare")
    place = tmp_path / "sftp"
    place.mkdir()
    copy(delivered, place / delivered.name)
    (secrets / "sftp.json").write_text(
        '{"username": "dongguan", "password": "correct"}', encoding="utf-8"
    )
    source = new_name("sftp")
    heard: list[float] = []
    with served(place, "dongguan", "correct", heard) as port:
        register(
            source, adapter="file-drop", address=f"sftp://127.0.0.1:{port}/",
            credentials="sftp.json", limits=LIMITS,
        )  # fmt: skip
        began = booked(f"127.0.0.1:{port}")

        first, second = run_once(source), run_once(source)

    assert first.problem is None
    assert first.tally.counts == {Outcome.ADDED: ITEMS}
    assert second.tally.counts == {}
    assert [path.name for path in place.iterdir()] == ["已处理"]
    assert_in_turn(heard, began)
