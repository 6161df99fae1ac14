from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from deploy.launcher.jar import SOLR, Jar, _drop_torn_descriptions, locked, missing
from deploy.launcher.place import ROOT, Place

from .conftest import Launch

LOCK_TEXT = """
[[dependencies]]
groupId = "org.example"
artifactId = "thing"
version = "1.2"
packaging = "jar"
sha256 = "aa"
[[dependencies]]
groupId = "io.example"
artifactId = "native"
version = "3"
classifier = "linux-x86_64"
packaging = "jar"
sha256 = "bb"
"""


def test_a_jar_lies_where_maven_would_put_it(tmp_path: Path) -> None:
    (tmp_path / "jgo.lock.toml").write_text(LOCK_TEXT)

    assert [jar.path for jar in locked(tmp_path)] == [
        "org/example/thing/1.2/thing-1.2.jar",
        "io/example/native/3/native-3-linux-x86_64.jar",
    ]


@pytest.mark.parametrize(("wanted", "least"), [(SOLR, 100), (ROOT / "tests/e2e/nu", 20)])
def test_a_lock_has_a_sum_for_each_jar_and_no_address(wanted: Path, least: int) -> None:
    jars = locked(wanted)

    texts = "".join((wanted / name).read_text() for name in ("jgo.toml", "jgo.lock.toml"))
    assert len(jars) > least
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) for jar in jars)
    assert "://" not in texts


@pytest.mark.parametrize(
    ("content", "expected"), [(b"whole", True), (b"who", False), (b"whale", False)]
)
def test_only_a_jar_with_the_locked_bytes_is_whole(
    tmp_path: Path, content: bytes, expected: bool
) -> None:
    (tmp_path / "a.jar").write_bytes(content)
    jar = Jar(path="a.jar", sha256=hashlib.sha256(b"whole").hexdigest())

    assert jar.is_whole(tmp_path) is expected


def test_an_absent_jar_is_missing(tmp_path: Path) -> None:
    assert len(missing(tmp_path)) == len(locked())


def test_a_torn_description_is_dropped_and_a_whole_one_stays(tmp_path: Path) -> None:
    (tmp_path / "torn.pom").write_text("<project><depend")
    (tmp_path / "whole.pom").write_text("<project/>")

    _drop_torn_descriptions(tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["whole.pom"]


@pytest.mark.stack
def test_a_half_downloaded_jar_is_never_started_with(place: Place, launch: Launch) -> None:
    """Without a network it cannot be fetched anew: one sentence, the rest is kept."""
    source = Path(os.environ.get("DONGGUAN_JARS", "nowhere")) / "maven"
    if missing(source.parent):
        pytest.skip("make test brings the jars")
    target = place.jars / "maven"
    for file in source.rglob("*.*"):
        copy = target / file.relative_to(source)
        if file.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.symlink_to(file)
    torn = target / locked()[0].path
    torn.unlink()
    torn.write_bytes(b"PK half")

    nowhere = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    done = launch("run", DONGGUAN_DEMO="0", **nowhere)

    assert done.returncode == 1
    assert "错误：Solr 组件下载失败" in done.stderr
    assert "Traceback" not in done.stderr
    assert [jar.path for jar in missing(place.jars)] == [locked()[0].path]
