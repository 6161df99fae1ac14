"""Whose address counts: the connection's, and what proxies of the settings have written."""

from __future__ import annotations

import pytest

from ckanext.dongguan.security.visitor import address, disguised

PROXIES = ["10.0.0.5", "192.168.10.0/24", "fd00::/8"]


@pytest.mark.parametrize(
    ("connected", "forwarded", "expected"),
    [
        # Nobody in between, or nobody we believe.
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        # One proxy, and a chain of them; what the visitor wrote in front is left alone.
        ("10.0.0.5", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.5", "1.1.1.1, 203.0.113.7, 192.168.10.9", "203.0.113.7"),
        ("10.0.0.5", "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        # A proxy that says nothing readable is the visitor itself.
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "unknown", "10.0.0.5"),
        ("10.0.0.5", "203.0.113.7, <script>", "10.0.0.5"),
        # IPv6: a subscriber is a network; a mapped address is the IPv4 one.
        ("2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("fd00::1", "[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.5", "203.0.113.7", "203.0.113.7"),
        (None, "203.0.113.7", ""),
        ("unix:", "203.0.113.7", ""),
    ],
)
def test_the_address_is_read_as_far_as_it_is_believed(
    connected: str | None, forwarded: str, expected: str
) -> None:
    assert address(connected, forwarded, PROXIES) == expected


def test_without_proxies_the_header_is_not_read() -> None:
    assert address("10.0.0.5", "203.0.113.7", []) == "10.0.0.5"


def test_a_disguise_is_the_same_each_time_and_only_here() -> None:
    assert disguised("203.0.113.7", "k1") == disguised("203.0.113.7", "k1")
    assert disguised("203.0.113.7", "k1") != disguised("203.0.113.7", "k2")
    assert "203" not in disguised("203.0.113.7", "k1")
