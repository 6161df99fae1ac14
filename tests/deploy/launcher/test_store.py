from __future__ import annotations

from pathlib import Path

import pytest

from deploy.launcher.problem import Problem
from deploy.launcher.store import read_json, write_json, write_whole


@pytest.mark.parametrize("text", ["{", "", "[]", "\x00"])
def test_a_spoilt_file_is_named_and_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "secrets.json"
    file.write_text(text)

    with pytest.raises(Problem, match="file_spoilt") as caught:
        read_json(file)

    assert caught.value.facts["file"] == file
    assert file.read_text() == text


def test_a_folder_one_may_not_write_is_named_by_the_file_and_not_its_draft(
    tmp_path: Path, not_root: None
) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError) as caught:
            write_whole(tmp_path / "secrets.json", "{}")
    finally:
        tmp_path.chmod(0o700)

    assert caught.value.filename == str(tmp_path / "secrets.json")


def test_a_write_that_does_not_come_to_its_end_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ports.json"
    write_json(file, {"web": 5000})

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_json(file, {"web": 6000})

    assert read_json(file) == {"web": 5000}
    assert [one.name for one in tmp_path.iterdir()] == ["ports.json"]
