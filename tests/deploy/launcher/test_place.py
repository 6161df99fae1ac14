from __future__ import annotations

import os
from pathlib import Path

import pytest

from deploy.launcher.place import (
    LONGEST_SOCKET,
    ROOT,
    Place,
    claim,
    private_folder,
    site_place,
    socket_path,
    trial_place,
)
from deploy.launcher.problem import Problem
from deploy.launcher.release import ours, refuse_newer, stamp, theirs
from deploy.launcher.space import refuse_full_disk


def test_the_data_folder_lies_in_the_checkout_unless_told_otherwise() -> None:
    assert site_place({}).data == ROOT / "var"
    assert site_place({"DONGGUAN_DATA": "/srv/x"}).data == Path("/srv/x")


def test_the_tests_have_a_folder_of_their_own_and_share_only_the_jars() -> None:
    portal, trial = site_place({}), trial_place({})

    assert trial.data == ROOT / "var" / "test"
    assert trial.jars == portal.jars


def test_a_folder_with_foreign_files_is_left_alone(place: Place) -> None:
    place.data.mkdir()
    (place.data / "thesis.odt").write_text("mine")

    with pytest.raises(Problem, match="folder_foreign"):
        claim(place)

    assert [file.name for file in place.data.iterdir()] == ["thesis.odt"]


def test_a_folder_the_tests_came_to_first_is_ours(place: Place) -> None:
    (place.data / "test").mkdir(parents=True)

    claim(place)

    assert place.is_ours()


def test_a_claim_that_was_cut_off_can_be_made_again(place: Place) -> None:
    place.data.mkdir()
    (place.data / ".dongguan.4711.new").touch()

    claim(place)

    assert place.is_ours()


def test_the_socket_lies_in_the_data_folder_when_its_path_is_short() -> None:
    place = Place(data=Path("/srv/portal"), jars=Path("/srv/portal/jars"))

    assert socket_path(place, {}) == Path("/srv/portal/supervisor.sock")


def test_a_deep_folder_gets_a_short_socket_path_that_is_always_the_same() -> None:
    deep = Place(data=Path("/srv") / ("很深的目录" * 20), jars=Path("/srv"))
    other = Place(data=deep.data / "x", jars=Path("/srv"))

    path = socket_path(deep, {"XDG_RUNTIME_DIR": "/run/user/1000"})

    assert path.is_relative_to("/run/user/1000")
    assert len(os.fsencode(path)) <= LONGEST_SOCKET
    assert path == socket_path(deep, {"XDG_RUNTIME_DIR": "/run/user/1000"})
    assert path != socket_path(other, {"XDG_RUNTIME_DIR": "/run/user/1000"})


def test_a_folder_open_to_others_does_not_get_the_socket(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    (tmp_path / "open").chmod(0o755)

    with pytest.raises(Problem, match="folder_not_private"):
        private_folder(tmp_path / "open")


def test_a_link_laid_by_somebody_else_does_not_get_the_socket(tmp_path: Path) -> None:
    (tmp_path / "trap").symlink_to(tmp_path)

    with pytest.raises(Problem, match="folder_not_private"):
        private_folder(tmp_path / "trap")


def test_a_folder_of_a_newer_release_is_refused(place: Place) -> None:
    claim(place)
    place.marker.write_text("999.0\n")

    with pytest.raises(Problem, match="release_newer"):
        refuse_newer(place)

    assert theirs(place) == "999.0"


def test_a_folder_of_an_older_release_is_taken_and_stamped(place: Place) -> None:
    claim(place)
    place.marker.write_text("0.0.1\n")

    refuse_newer(place)
    stamp(place)

    assert theirs(place) == ours()


def test_too_little_room_is_said_before_anything_starts(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(place)
    usage = type("Usage", (), {"free": 3_000_000})()
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)

    with pytest.raises(Problem) as caught:
        refuse_full_disk(place)

    assert caught.value.key == "disk_full"
    assert caught.value.facts["free"] == 3
