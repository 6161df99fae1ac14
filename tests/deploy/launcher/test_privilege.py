from __future__ import annotations

import os
from pathlib import Path

import pytest

from deploy.launcher.place import Place, claim
from deploy.launcher.privilege import USER, _give, _hand_over, _needed, _user, step_down


def test_an_ordinary_user_stays_who_he_is(place: Place, not_root: None) -> None:
    before = os.getuid()

    step_down(place, takes_over=True)

    assert os.getuid() == before
    assert not place.data.exists()


def test_the_data_folder_must_be_writable_only_where_it_is_taken_over(place: Place) -> None:
    looked_at = [path for path, _mode in _needed(place, takes_over=False)]
    taken = dict(_needed(place, takes_over=True))

    assert place.data not in looked_at
    assert taken[place.data] & os.W_OK


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")


def test_root_gives_the_folder_but_not_what_links_point_to(
    as_root: None, tmp_path: Path
) -> None:
    folder, outside = tmp_path / "data", tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    outside.write_text("root's")
    (folder / "link").symlink_to(outside)
    user = _user()

    _give(folder, user)

    assert user.pw_name == USER
    assert folder.stat().st_uid == (folder / "inner").stat().st_uid == user.pw_uid
    assert outside.stat().st_uid == 0


def test_a_site_that_was_reset_is_taken_over_again(as_root: None, place: Place) -> None:
    claim(place)
    _hand_over(place, _user())
    place.marker.unlink()

    claim(place)
    _hand_over(place, _user())

    assert place.marker.stat().st_uid == _user().pw_uid
