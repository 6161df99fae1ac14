"""The extension installs as a wheel with everything it needs and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOMES = {
    ROOT / "ckanext-dongguan" / "ckanext" / "dongguan": "ckanext/dongguan",
    ROOT / "harvesters": "ckanext/dongguan/harvesters",
    ROOT / "schemas": "ckanext/dongguan/schemas",
}
NOT_SHIPPED = {".po", ".pot", ".pyc"}


LOAD = """
import sys
from importlib.metadata import distributions
(wheel,) = distributions(name="ckanext-dongguan", path=sys.path[1:2])
for point in wheel.entry_points:
    print(sys.modules[point.load().__module__].__file__)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, as a clean checkout would."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("ckanext-dongguan", "harvesters", "schemas"):
        ignored = shutil.ignore_patterns("*.egg-info", "__pycache__")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in ("setup.py", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-q",
        ".",
    ]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    (found,) = copy.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def wheel(built: Path) -> set[str]:
    """List what is inside the wheel."""
    return set(zipfile.ZipFile(built).namelist())


def sources() -> dict[str, Path]:
    return {
        f"{target}/{path.relative_to(home).as_posix()}": path
        for home, target in HOMES.items()
        for path in home.rglob("*")
        if path.is_file()
        and path.suffix not in NOT_SHIPPED
        and "__pycache__" not in path.parts
        and not any(part.endswith(".egg-info") for part in path.parts)
    }


def test_the_wheel_carries_every_source_file(wheel: set[str]) -> None:
    assert sorted(set(sources()) - wheel) == []


def test_the_wheel_carries_no_tests_settings_or_launcher(wheel: set[str]) -> None:
    foreign = [n for n in wheel if n.startswith(("tests/", "config/", "deploy/"))]

    assert foreign == []


def test_the_namespace_of_ckan_stays_free(wheel: set[str]) -> None:
    assert "ckanext/__init__.py" not in wheel


def test_every_entry_point_loads_from_the_editable_install() -> None:
    ours = [p for p in entry_points(group="ckan.plugins") if p.name.startswith("dongguan")]

    assert len(ours) >= 10
    for point in ours:
        assert point.load().__name__.startswith("Dongguan")


def test_every_entry_point_loads_from_the_installed_wheel(built: Path, tmp_path: Path) -> None:
    install = ["pip", "install", "-q", "--no-deps", "--target", str(tmp_path), str(built)]
    subprocess.run([sys.executable, "-m", *install], check=True, capture_output=True)

    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        cwd=tmp_path.parent,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert len(loaded) >= 10
    assert [file for file in loaded if not file.startswith(str(tmp_path))] == []


def test_the_installed_distributions_agree_with_each_other() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
