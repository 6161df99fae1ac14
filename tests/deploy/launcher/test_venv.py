"""The shell script that makes the package set, on a copy of a checkout without packages."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.launcher.place import ROOT

Install = Callable[..., "subprocess.CompletedProcess[str]"]
SCRIPT = ROOT / "deploy" / "launcher" / "venv.sh"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("pyproject.toml", "setup.py"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "requirements.lock").write_text("")
    return tmp_path


@pytest.fixture
def install(checkout: Path, environ: dict[str, str], not_root: None) -> Install:
    """Run the script there; pip finds no registry."""

    def run(**variables: str) -> subprocess.CompletedProcess[str]:
        nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}
        return subprocess.run(
            ["sh", SCRIPT, ".venv"],
            check=False,
            cwd=checkout,
            env={**environ, **nowhere, "LANG": "zh_CN.UTF-8", "LC_ALL": "", **variables},
            capture_output=True,
            text=True,
        )

    return run


def test_a_checkout_one_may_not_write_is_one_sentence(checkout: Path, install: Install) -> None:
    checkout.chmod(0o500)
    try:
        chinese, english = install(), install(LANG="en_GB.UTF-8")
    finally:
        checkout.chmod(0o700)

    assert (chinese.returncode, english.returncode) == (1, 1)
    assert chinese.stderr.startswith("错误：没有权限写入 .venv。")
    assert english.stderr.startswith("Error: No permission to write .venv.")
    assert chinese.stderr.count("\n") == 1


@pytest.fixture
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Let `df` tell of a disk with 20 MB left; a real one needs root to be mounted."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "df").write_text("#!/bin/sh\necho Head\necho /dev/x 99999 79519 20480 80% /\n")
    (folder / "df").chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_a_machine_without_packages_is_one_sentence(
    checkout: Path, install: Install, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    (folder / "uname").write_text('#!/bin/sh\n[ "$1" = -m ] && echo aarch64 || echo Linux\n')
    (folder / "uname").chmod(0o755)

    done = install(PATH=f"{folder}:/usr/bin:/bin", LANG="en")

    assert done.returncode == 1
    assert "this is Linux aarch64" in done.stderr
    assert not (checkout / ".venv").exists()


def test_too_little_room_is_said_before_anything_is_fetched(
    checkout: Path, install: Install, small_disk: str
) -> None:
    done = install(PATH=small_disk)

    assert done.returncode == 1
    assert "剩余 20 MB，至少需要 1000 MB" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_package_that_does_not_come_is_named_and_the_next_run_begins_anew(
    checkout: Path, install: Install
) -> None:
    (checkout / "requirements.lock").write_text("absent==1.0 --hash=sha256:" + "0" * 64)

    done = install(LANG="en")

    assert done.returncode == 1
    assert "Not all packages could be installed: ERROR: No matching distribution" in done.stderr
    assert "absent==1.0" in done.stderr
    assert not (checkout / ".venv" / ".ready").exists()
