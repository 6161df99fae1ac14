"""Harvesters of ckanext-harvest reach their source and nothing else, whatever it answers."""

from __future__ import annotations

import gzip
import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from ckanext.dongguan.harvesters.confinement import ConfinedError, confined, place_of
from ckanext.dongguan.harvesters.limits import Limits
from ckanext.dongguan.harvesters.source import Source

from .portal_server import Handler, Portal, served

FOREIGN = "不在该来源允许访问的主机之内"
CALLS: dict[str, Callable[[Portal], Any]] = {
    "requests": lambda portal: requests.get(portal.url, timeout=60),
    "urllib": lambda portal: urllib.request.urlopen(portal.url),  # noqa: S310
    "a name": lambda portal: requests.get(named(portal), timeout=60),
    "a socket": lambda portal: socket.create_connection(place_of(portal.url)),
    "a bare socket": lambda portal: socket.socket().connect(place_of(portal.url)),
}


def named(portal: Portal) -> str:
    return portal.url.replace("127.0.0.1", "localhost")


def source(address: str, **limits: Any) -> Source:
    given = {"calls_per_second": 0, **limits}
    return Source(
        name="x", title="x", adapter="x", address=address, system="x", limits=Limits(**given)
    )


@pytest.mark.parametrize("call", CALLS)
def test_no_client_reaches_a_private_address_that_nobody_declared(call: str) -> None:
    with served() as portal:
        address = named(portal) if call == "a name" else portal.url

        with confined(source(address), []), pytest.raises(OSError, match="内部网络"):
            CALLS[call](portal)

        assert portal.asked == []


@pytest.mark.parametrize("call", CALLS)
def test_no_client_reaches_a_host_that_the_source_does_not_name(call: str) -> None:
    with served() as portal:
        with (
            confined(source("https://data.example.gov.cn", private=True), []),
            pytest.raises(OSError, match=FOREIGN),
        ):
            CALLS[call](portal)

        assert portal.asked == []


def test_its_own_hosts_and_services_of_the_portal_are_reached() -> None:
    with served() as first, served() as second, served() as own:
        host = second.url.partition("//")[2]

        with confined(source(first.url, private=True, hosts=(host,)), [place_of(own.url)]):
            for portal in (first, second, own):
                requests.get(portal.url, timeout=60)

        assert [len(one.asked) for one in (first, second, own)] == [1, 1, 1]


def test_afterwards_the_network_is_as_it_was() -> None:
    with served() as portal:
        with confined(source("https://data.example.gov.cn"), []):
            pass

        assert requests.get(portal.url, timeout=60).ok


def test_an_answer_is_cut_off_where_it_becomes_too_large() -> None:
    def bomb(handler: Handler) -> None:
        handler.send(200, gzip.compress(b" " * 9_000_000), Content_Encoding="gzip")

    with served() as portal:
        portal.answer = bomb

        with (
            confined(source(portal.url, private=True, answer_bytes=2_000_000), []),
            pytest.raises(ConfinedError, match="超过 1 MiB"),
        ):
            requests.get(portal.url, timeout=60)


def test_a_run_that_takes_too_long_sends_nothing_more() -> None:
    with served() as portal:
        with (
            confined(source(portal.url, private=True, run_seconds=0), []),
            pytest.raises(ConfinedError, match="时间上限"),
        ):
            requests.get(portal.url, timeout=60)

        assert portal.asked == []


OPENERS: dict[str, Callable[[Path], Any]] = {
    "open": lambda path: open(path, encoding="utf-8"),  # noqa: PTH123, SIM115
    "pathlib": Path.read_text,
    "urllib": lambda path: urllib.request.urlopen(path.as_uri()),  # noqa: S310
}


@pytest.mark.parametrize("opener", OPENERS)
def test_foreign_code_opens_no_file_of_our_machine(opener: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("", encoding="utf-8")

    with (
        confined(source("https://data.example.gov.cn"), [], code=__name__),
        pytest.raises(OSError, match="机器上的文件"),
    ):
        OPENERS[opener](secret)


def test_other_code_and_files_beside_the_foreign_code_are_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("", encoding="utf-8")

    with confined(source("https://data.example.gov.cn"), [], code=__name__):
        beside = Path(__file__).read_text(encoding="utf-8")
    with confined(source("https://data.example.gov.cn"), [], code="ckanext.dcat"):
        others = own.read_text(encoding="utf-8")

    assert beside
    assert others == ""
