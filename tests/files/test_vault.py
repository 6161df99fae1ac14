"""How the bytes of files are kept."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from ckanext.dongguan.files.vault import ContentChanged, Facts, PlaceError, Vault, measure

RESOURCE = "0f8fad5b-d9cb-469f-a165-70867728950e"
CONTENT = "厚街,1\n".encode()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(root=tmp_path)


def files(vault: Vault) -> list[Path]:
    return [path for path in vault.root.rglob("*") if path.is_file()]


def test_a_content_is_kept_byte_by_byte(vault: Vault) -> None:
    stream = io.BytesIO(CONTENT)

    place = vault.store(RESOURCE, measure(stream, 100), stream)

    assert place.read_bytes() == CONTENT
    assert files(vault) == [place]


def test_a_new_content_lies_beside_the_old_one(vault: Vault) -> None:
    for content in (CONTENT, b"other"):
        stream = io.BytesIO(content)
        vault.store(RESOURCE, measure(stream, 100), stream)

    assert len(files(vault)) == 2


def test_only_the_owner_of_the_process_reads_the_files(vault: Vault) -> None:
    stream = io.BytesIO(CONTENT)

    place = vault.store(RESOURCE, measure(stream, 100), stream)

    assert place.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "resource_id",
    ["../../../etc/passwd", "..%2f..%2fetc", "a/b/c/d/e", "short", "", "a\0bcdefgh"],
)
def test_an_id_that_climbs_is_no_place(vault: Vault, resource_id: str) -> None:
    with pytest.raises(PlaceError):
        vault.path(resource_id, "0" * 64)


@pytest.mark.parametrize("digest", ["", "../x", "0" * 63, "A" * 64, "0" * 64 + "\n"])
def test_a_hash_that_is_none_is_no_place(vault: Vault, digest: str) -> None:
    with pytest.raises(PlaceError):
        vault.path(RESOURCE, digest)


def test_a_stream_that_changed_leaves_nothing(vault: Vault) -> None:
    facts = measure(io.BytesIO(CONTENT), 100)

    with pytest.raises(ContentChanged):
        vault.store(RESOURCE, facts, io.BytesIO(b"other"))

    assert files(vault) == []


def test_a_full_disk_leaves_nothing(vault: Vault) -> None:
    class FullAfterAWhile(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(28, "No space left on device")
            return super().read(3 if size else 0)

    with pytest.raises(OSError, match="No space"):
        vault.store(RESOURCE, Facts(size=7, digest="0" * 64), FullAfterAWhile(CONTENT))

    assert files(vault) == []


def test_measuring_stops_soon_behind_the_limit() -> None:
    stream = io.BytesIO(bytes(5 << 20))

    assert measure(stream, 1 << 20).size == 2 << 20


def test_only_old_files_that_nothing_names_are_strays(vault: Vault) -> None:
    places = []
    for content in (b"named", b"replaced", b"young"):
        stream = io.BytesIO(content)
        places.append(vault.store(RESOURCE, measure(stream, 100), stream))
    for place in places[:2]:
        os.utime(place, (1000, 1000))

    strays = list(vault.strays({(RESOURCE, places[0].name)}, before=2000))

    assert strays == [places[1]]


def test_what_a_killed_process_left_is_a_stray(vault: Vault) -> None:
    folder = vault.path(RESOURCE, "0" * 64).parent
    folder.mkdir(parents=True)
    half = folder / "tmpabc.part"
    half.write_bytes(b"half")
    os.utime(half, (1000, 1000))

    assert list(vault.strays(set(), before=2000)) == [half]
