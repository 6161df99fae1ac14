"""What stands in a delivery: a manifest of items and files, or a catalogue, without CKAN."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any

import ijson

from ckanext.dongguan.text.encoding import Encoding, detect

from .limits import MIB, Limits
from .problem import SourceError

MANIFESTS = ("manifest.json", "manifest.csv")
MOST_MEMBERS = 100_000
MOST_RATIO = 200
HEAD = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A finished delivery: its file system, its folder there, and how it is called."""

    store: Any
    folder: str
    name: str

    def path(self, name: str) -> str:
        """Name a file of the delivery; raises ValueError for one outside of it."""
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or "\\" in name:
            raise ValueError(name)
        return f"{self.folder.rstrip('/')}/{name}" if self.folder else name

    @contextmanager
    def text(self, name: str, most: int) -> Iterator[IO[bytes]]:
        """Open a text file as UTF-8, whatever it is written in.

        :raises SourceError: it is too large, or in no encoding that is known
        """
        place, path = f"投递 {self.name} 的 {name}", self.path(name)
        if self.store.size(path) > most:
            raise SourceError(place, f"超过 {most // 1048576} MiB", "请拆分为多次投递")
        with self.store.open(path, "rb") as raw:
            head = raw.read(HEAD)
            raw.seek(0)
            encoding = detect(head, is_complete=len(head) < HEAD)
            if encoding is None:
                raise SourceError(place, "不是 UTF-8 或 GB18030 文本", "请来源单位重新生成")
            if encoding is Encoding.UTF_8:
                yield raw
                return
            with TemporaryFile() as copy:
                _transcode(raw, copy, encoding)
                yield copy


def _transcode(raw: IO[bytes], copy: IO[bytes], encoding: str) -> None:
    text = io.TextIOWrapper(raw, encoding, newline="")
    try:
        while part := text.read(HEAD):
            copy.write(part.encode())
    finally:
        text.detach()
    copy.seek(0)


def items(delivery: Delivery, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield the items of a manifest, each with its `files`; read as a stream.

    :raises SourceError: there is no manifest, or nobody can read it
    """
    names = [n for n in MANIFESTS if delivery.store.exists(delivery.path(n))]
    if not names:
        raise SourceError(
            f"投递 {delivery.name}", "没有 manifest.json 或 manifest.csv", "请来源单位附上清单"
        )
    name = names[0]
    try:
        yield from (_of_json if name.endswith("json") else _of_csv)(delivery, name, limits)
    except (ijson.JSONError, UnicodeError, csv.Error, KeyError, TypeError) as error:
        raise SourceError(
            f"投递 {delivery.name} 的 {name}",
            f"清单读不出（{error}）",
            "请来源单位重新生成清单",
        ) from error


def _of_json(delivery: Delivery, name: str, limits: Limits) -> Iterator[dict[str, Any]]:
    files: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with delivery.text(name, limits.answer_bytes) as manifest:
        for one in ijson.items(manifest, "files.item", use_float=True):
            files[one["resId"]].append(_file(one))
    with delivery.text(name, limits.answer_bytes) as manifest:
        for item in ijson.items(manifest, "items.item", use_float=True):
            is_item = isinstance(item, dict)
            yield {**item, "files": files.get(item.get("resId"), [])} if is_item else {}


# A table of files says nothing of classes: what it names stays inside the government.
BARE = {"subjectCode": "99", "areaCode": "441900", "shareType": "", "openType": ""}


def _of_csv(delivery: Delivery, name: str, limits: Limits) -> Iterator[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    with delivery.text(name, limits.answer_bytes) as manifest:
        text = io.TextIOWrapper(manifest, "utf-8-sig", newline="")
        for row in csv.DictReader(text):
            item = found.setdefault(row["resId"], {**BARE, **_head(row), "files": []})
            item["files"].append(_file(row))
        text.detach()
    yield from found.values()


def _head(row: Mapping[str, str]) -> dict[str, Any]:
    names = ("resId", "resTitle", "officeName")
    return {**{n: row[n] for n in names}, "dataUpdateTime": row["updateTime"]}


def _file(row: Mapping[str, Any]) -> dict[str, Any]:
    path = str(row["file"])
    return {
        "file": path, "fileName": PurePosixPath(path).name, "bytes": int(row["bytes"]),
        "sha256": str(row["sha256"]), "updateTime": str(row["updateTime"]),
        "sourceSuffix": PurePosixPath(path).suffix.lstrip("."),
    }  # fmt: skip


def is_whole_zip(raw: IO[bytes]) -> bool:
    """Tell whether an archive has come in completely: its directory is written last."""
    try:
        with zipfile.ZipFile(raw):
            return True
    except (zipfile.BadZipFile, OSError):
        return False


def check_zip(raw: IO[bytes], name: str, limits: Limits) -> None:
    """Refuse an archive that would unpack into more than a run may take.

    :raises SourceError: a bomb, too many files, or names that lead outside
    """
    with zipfile.ZipFile(raw) as archive:
        members = archive.infolist()
    size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    is_bomb = size > limits.run_bytes or (size > HEAD and size > MOST_RATIO * max(packed, 1))
    if is_bomb or len(members) > MOST_MEMBERS:
        raise SourceError(
            f"压缩包 {name}",
            f"解开后有 {size // MIB} MiB、{len(members)} 个文件，超过上限",
            "疑似压缩炸弹，没有解开；请来源单位核对并分批投递",
        )  # fmt: skip
