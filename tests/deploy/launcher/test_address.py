"""What lets somebody in leaves an address, and nothing else does."""

from __future__ import annotations

import pytest

from deploy.launcher.address import without_login, without_password

PLACE = "127.0.0.1:5432/dongguan?sslmode=require"


@pytest.mark.parametrize(
    "login",
    # Also where the password stands in the address once more.
    ["dongguan:secret@", "127:127@", "dongguan@", "dongguan:a%40b:c@", ""],
)
def test_an_address_without_login_names_the_place_alone(login: str) -> None:
    assert without_login(f"postgresql://{login}{PLACE}") == f"postgresql://{PLACE}"


@pytest.mark.parametrize(
    ("login", "left"),
    [("dongguan:secret@", "dongguan@"), ("127:127@", "127@"), ("dongguan@", "dongguan@"),
     ("", "")],
)  # fmt: skip
def test_an_address_without_password_names_who_comes(login: str, left: str) -> None:
    assert without_password(f"postgresql://{login}{PLACE}") == f"postgresql://{left}{PLACE}"
