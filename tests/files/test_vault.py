"""How the bytes of files are kept."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from ckanext.dongguan.files.vault import (
    ContentChanged,
    Facts,
    PlaceError,
    Vault,
    folder_of,
    measure,
    new_key,
)

CONTENT = "厚街,1\n".encode()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(root=tmp_path / "vault")


def files(vault: Vault) -> list[Path]:
    return [path for path in vault.root.rglob("*") if path.is_file()]


def put(vault: Vault, content: bytes = CONTENT) -> str:
    key, stream = new_key(), io.BytesIO(content)
    vault.store(key, measure(stream, 100), stream)
    return key


def test_a_content_is_kept_byte_by_byte(vault: Vault) -> None:
    key = put(vault)

    assert vault.path(key).read_bytes() == CONTENT
    assert files(vault) == [vault.path(key)]


def test_one_content_lies_under_another_key_each_time(vault: Vault) -> None:
    assert len({put(vault) for _ in range(20)}) == len(files(vault)) == 20


def test_only_the_owner_of_the_process_reads_the_files(vault: Vault) -> None:
    place = vault.path(put(vault))

    assert place.stat().st_mode & 0o077 == 0
    assert vault.root.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "key",
    [
        "../../../etc/passwd",
        "..%2f..%2fetc",
        "a/b",
        "",
        "0" * 31,
        "0" * 33,
        "A" * 32,
        "0" * 32 + "\n",
    ],
)
def test_a_key_that_is_none_is_no_place(vault: Vault, key: str) -> None:
    with pytest.raises(PlaceError):
        vault.path(key)


def test_a_stream_that_changed_leaves_nothing(vault: Vault) -> None:
    facts = measure(io.BytesIO(CONTENT), 100)

    with pytest.raises(ContentChanged):
        vault.store(new_key(), facts, io.BytesIO(b"other"))

    assert files(vault) == []


def test_a_full_disk_leaves_nothing(vault: Vault) -> None:
    class FullAfterAWhile(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(28, "No space left on device")
            return super().read(3 if size else 0)

    with pytest.raises(OSError, match="No space"):
        vault.store(new_key(), Facts(size=7, digest="0" * 64), FullAfterAWhile(CONTENT))

    assert files(vault) == []


def test_measuring_stops_soon_behind_the_limit() -> None:
    stream = io.BytesIO(bytes(5 << 20))

    assert measure(stream, 1 << 20).size == 2 << 20


def test_only_old_files_that_no_key_names_are_strays(vault: Vault) -> None:
    named, replaced, _young = (put(vault, c) for c in (b"named", b"replaced", b"young"))
    for key in (named, replaced):
        os.utime(vault.path(key), (1000, 1000))

    strays = list(vault.strays({named}, before=2000))

    assert strays == [vault.path(replaced)]


def test_what_a_killed_process_left_is_a_stray(vault: Vault) -> None:
    half = vault.path(put(vault)).with_name("tmpabc.part")
    half.write_bytes(b"half")
    os.utime(half, (1000, 1000))

    assert half in vault.strays(set(), before=2000)


def test_a_content_that_moves_is_no_stray_under_either_key(vault: Vault) -> None:
    old, new = put(vault), new_key()
    os.utime(vault.path(old), (1000, 1000))

    vault.link(old, new)

    assert list(vault.strays(set(), before=2000)) == []
    vault.remove(old)
    assert vault.path(new).read_bytes() == CONTENT
    assert files(vault) == [vault.path(new)]


def test_the_folder_is_the_site_s_own_choice() -> None:
    assert folder_of({"ckan.storage_path": "/a"}) == Path("/a/vault")
    assert folder_of(
        {"ckan.storage_path": "/a", "ckanext.dongguan.files.folder": "/b"}
    ) == Path("/b")


def test_a_file_that_goes_while_it_is_looked_at_is_no_stray(vault: Vault) -> None:
    """A link that leads nowhere is listed and cannot be looked at, like one that has gone."""
    gone = vault.path("0" * 32)
    gone.parent.mkdir(parents=True)
    gone.symlink_to("nowhere")

    assert list(vault.strays(set(), before=2000)) == []
