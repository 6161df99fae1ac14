"""Signatures, without a server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deploy.sandbox import signing

SIGNED = signing.Signed(
    method="GET",
    path="/share/office/list",
    query=(("b", "2 3"), ("a", "东莞"), ("a", "1")),
    stamp="1793491200",
    nonce="n1",
)


def test_the_signed_text_has_six_lines_with_sorted_encoded_pairs() -> None:
    lines = SIGNED.text.split("\n")

    assert lines[:3] == ["GET", "/share/office/list", "a=%E4%B8%9C%E8%8E%9E&a=1&b=2%203"]
    assert lines[3] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert lines[4:] == ["1793491200", "n1"]


def test_a_signature_is_a_known_value() -> None:
    given = signing.signature("secret", SIGNED)

    assert given == "bcd1f6ab75420367518527f751b186e980803e92bccd376180e60b8940bdeb86"
    assert signing.is_signed("secret", SIGNED, given.upper())


@pytest.mark.parametrize(
    "other",
    [
        replace(SIGNED, method="POST"),
        replace(SIGNED, path="/share/office"),
        replace(SIGNED, query=()),
        replace(SIGNED, body=b"{}"),
        replace(SIGNED, stamp="1793491201"),
        replace(SIGNED, nonce="n2"),
    ],
)
def test_every_part_is_covered(other: signing.Signed) -> None:
    assert not signing.is_signed("secret", other, signing.signature("secret", SIGNED))
    assert not signing.is_signed("other", SIGNED, signing.signature("secret", SIGNED))


@pytest.mark.parametrize(
    ("stamp", "fresh"),
    [("1000", True), ("1300", True), ("700", True), ("1301", False), ("699", False),
     ("", False), ("-1000", False), ("１０００", False), ("1e3", False), ("9" * 13, False)],
)  # fmt: skip
def test_a_timestamp_is_good_for_five_minutes(stamp: str, fresh: bool) -> None:
    assert signing.is_fresh(stamp, 1000.0) is fresh


def test_a_signature_that_is_not_hexadecimal_is_refused() -> None:
    assert not signing.is_signed("secret", SIGNED, "签名")


def test_a_nonce_is_good_once_even_within_one_instant() -> None:
    nonces = signing.Nonces()

    assert [nonces.is_new("n", 1000.0) for _ in range(3)] == [True, False, False]
    assert nonces.is_new("m", 1000.0)


def test_nonces_are_kept_as_long_as_their_timestamp_is_good_and_no_longer() -> None:
    nonces = signing.Nonces()
    nonces.is_new("old", 1000.0)

    assert not nonces.is_new("old", 1000.0 + 2 * signing.TOLERANCE)
    nonces.is_new("new", 1001.0 + 2 * signing.TOLERANCE)

    assert len(nonces) == 1
