"""Files get new keys, and files of an older release their first ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.files import keys, moving
from ckanext.dongguan.files.adoption import adopt
from ckanext.dongguan.files.local import from_bytes
from ckanext.dongguan.files.model import stored_files
from ckanext.dongguan.files.vault import Vault

Make = Callable[..., dict[str, Any]]
Stored = Callable[[], list[Path]]
Fetch = Callable[..., Any]


def test_nothing_that_is_told_of_a_resource_leads_to_its_bytes(
    with_file: Make, stored: Stored
) -> None:
    resource = with_file()

    (path,) = stored()

    told = {str(v) for v in resource.values()} | {resource["id"].replace("-", "")}
    assert not any(part in value for part in (path.name, path.name[:16]) for value in told)
    assert resource["hash"] not in str(path)


def test_moved_files_answer_as_before_and_their_old_keys_not_at_all(
    with_file: Make, stored: Stored, download: Fetch
) -> None:
    resource = with_file()
    helpers.call_action(
        "resource_patch", id=resource["id"], upload=from_bytes(b"a,b\n", "新表.csv")
    )
    before = set(stored())

    moved = moving.move_files(resource["package_id"], "2026-1")

    assert moved == 2
    assert len(stored()) == 2
    assert not before & set(stored())
    assert download(resource).data == b"a,b\n"


def test_one_occasion_moves_a_file_once(with_file: Make, stored: Stored) -> None:
    resource = with_file()
    moving.move_files(resource["package_id"], "2026-1")
    (once,) = stored()

    again = moving.move_files(resource["package_id"], "2026-1")
    (same,) = stored()
    other = moving.move_files(resource["package_id"], "2026-2")

    assert (again, other) == (0, 1)
    assert same == once
    assert stored() != [once]


@pytest.fixture(params=["link", "move", "remove", "end_move"])
def cut_off(
    request: pytest.FixtureRequest, with_file: Make, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Give a resource whose move was cut off at one of its steps."""
    resource, step = with_file(), request.param

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(Vault if step in {"link", "remove"} else keys, step, die)
        with pytest.raises(KeyboardInterrupt):
            moving.move_files(resource["package_id"], "2026-1")
    model.Session.rollback()
    return resource


@pytest.mark.parametrize("occasion", ["2026-1", "2026-2"])
def test_a_move_that_was_cut_off_goes_on(
    cut_off: dict[str, Any], stored: Stored, download: Fetch, occasion: str
) -> None:
    before = download(cut_off)
    known = keys.known()

    moving.move_files(cut_off["package_id"], occasion)

    named = [path for path in stored() if path.name in keys.known()]
    assert len(named) == 1
    assert occasion == "2026-1" or named[0].name not in known
    assert download(cut_off).data == before.data
    row = model.Session.execute(
        stored_files.select().where(stored_files.c.resource_id == cut_off["id"])
    ).one()
    assert (row.moved_from, row.moved_for) == (None, occasion)


def test_files_of_other_datasets_stay(with_file: Make, stored: Stored) -> None:
    first, _second = with_file(), with_file()
    before = set(stored())

    moving.move_files(first["package_id"], "2026-1")

    assert len(before & set(stored())) == 1


def old_place(folder: Path, resource: dict[str, Any]) -> Path:
    rid = resource["id"]
    return folder / rid[:3] / rid[3:6] / rid[6:] / resource["hash"]


@pytest.fixture
def of_older_release(
    with_file: Make, stored: Stored, tmp_path: Path
) -> Callable[[], tuple[dict[str, Any], Path]]:
    """Lay a file down as an older release did."""

    def make() -> tuple[dict[str, Any], Path]:
        resource = with_file()
        key = keys.of(resource["id"], resource["hash"])
        (path,) = (p for p in stored() if p.name == key)
        place = old_place(tmp_path / "storage" / "resources", resource)
        place.parent.mkdir(parents=True)
        path.rename(place)
        model.Session.execute(stored_files.delete().where(stored_files.c.key == key))
        model.Session.commit()
        return resource, place

    return make


def test_files_of_an_older_release_get_keys(
    of_older_release: Callable[..., Any], download: Fetch, tmp_path: Path
) -> None:
    made = [of_older_release() for _ in range(2)]

    counts = [adopt(), adopt()]

    assert counts == [2, 0]
    assert {download(resource).status_code for resource, _place in made} == {200}
    assert list((tmp_path / "storage" / "resources").rglob("*")) == []


def test_an_adoption_that_was_cut_off_goes_on(
    of_older_release: Callable[..., Any], download: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource, place = of_older_release()

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(Path, "unlink", die)
        with pytest.raises(KeyboardInterrupt):
            adopt()
    model.Session.rollback()

    assert adopt() == 1
    assert not place.exists()
    assert download(resource).status_code == 200
