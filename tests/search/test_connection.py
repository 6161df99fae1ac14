"""Searches of a thread share a connection to the index, and no other thread or process does."""

from __future__ import annotations

import multiprocessing
import socket
from concurrent.futures import ThreadPoolExecutor

import ckan.plugins.toolkit as tk
import pytest
import requests
from urllib3.connection import HTTPConnection

from ckanext.dongguan.search import connection
from ckanext.dongguan.search.wire import Wire, is_direct


def search() -> int:
    """Ask the index for nothing in particular."""
    found = tk.get_action("package_search")({"ignore_auth": True}, {"rows": 0})
    return int(found["count"])


@pytest.fixture
def opened(portal: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note every connection that is opened."""
    ports: list[int] = []
    connect = HTTPConnection.connect

    def counted(self: HTTPConnection) -> None:
        ports.append(self.port or 0)
        connect(self)

    search()
    monkeypatch.setattr(HTTPConnection, "connect", counted)
    return ports


def test_the_next_search_opens_no_connection(opened: list[int]) -> None:
    search()
    search()

    assert opened == []


def test_another_thread_has_a_connection_of_its_own(opened: list[int]) -> None:
    with ThreadPoolExecutor(1) as thread:
        session = thread.submit(lambda: connection.kept_open().session).result()

    assert session is not connection.kept_open().session


def test_a_forked_process_opens_its_own(opened: list[int]) -> None:
    def child() -> None:
        raise SystemExit(0 if search() >= 0 and len(opened) == 1 else 1)

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(300)

    assert process.exitcode == 0


def test_a_connection_that_was_silent_for_long_is_not_used_again(
    opened: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_MOST_SILENT", -1.0)

    search()

    assert len(opened) == 1


@pytest.mark.parametrize("address", ["https://index/solr", "http://u:p@index/solr"])
def test_an_index_behind_a_certificate_or_password_is_asked_with_it(address: str) -> None:
    assert not is_direct(address)


def test_a_search_that_cannot_reach_the_index_says_so_as_before() -> None:
    nobody = "http://127.0.0.1:1/solr"

    with pytest.raises(requests.exceptions.ConnectionError):
        Wire(nobody).get(nobody, headers={}, timeout=5)


def test_an_index_that_is_silent_is_waited_for_no_longer_than_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/solr"

        with pytest.raises(requests.exceptions.Timeout):
            Wire(address).get(address, headers={}, timeout=0.1)
